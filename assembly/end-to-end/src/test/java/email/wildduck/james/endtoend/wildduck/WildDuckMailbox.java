package email.wildduck.james.endtoend.wildduck;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A folder of a user. */
public final class WildDuckMailbox {
  private final HttpApi http;
  private final String path;

  WildDuckMailbox(HttpApi http, String path) {
    this.http = http;
    this.path = path;
  }

  /** The messages as WildDuck lists them, the newest first. */
  public List<JsonNode> messages() {
    List<JsonNode> messages = new ArrayList<>();
    http.get(path + "/messages").path("results").forEach(messages::add);
    return messages;
  }

  /** Everything WildDuck tells of a message, with {@code outbound} while it is in the queue. */
  public JsonNode message(int uid) {
    return http.get(path + "/messages/" + uid);
  }

  /** A message, byte for byte. */
  public byte[] source(int uid) {
    return http.bytes(path + "/messages/" + uid + "/message.eml");
  }

  /** Stores a message; the answer is its uid. */
  public int store(byte[] message) {
    return http.post(path + "/messages", "message/rfc822", message)
        .path("message")
        .path("id")
        .asInt();
  }
}
