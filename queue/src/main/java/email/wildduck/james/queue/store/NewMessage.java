package email.wildduck.james.queue.store;

import email.wildduck.james.core.message.RawMessage;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * A message on its way into the queue: its bytes, its envelope and where it came from. Immutable.
 * What can be read or computed from the bytes is added when it is stored.
 */
public final class NewMessage {
  private final RawMessage content;
  private final Document fields;

  private NewMessage(RawMessage content, Document fields) {
    this.content = content;
    this.fields = fields;
  }

  /**
   * @param content read once while it is stored
   * @param from envelope sender, empty for the null sender
   * @param to envelope recipients
   */
  public static NewMessage of(RawMessage content, String from, List<String> to) {
    return new NewMessage(
        content,
        new Document("interface", "feeder").append("from", from).append("to", List.copyOf(to)));
  }

  /** Where the message came in; {@code feeder} unless said otherwise. */
  public NewMessage withInterface(String name) {
    return with("interface", Optional.of(name));
  }

  /** The client's IP address and, if known, its host name. */
  public NewMessage withOrigin(String address, Optional<String> hostName) {
    return with("origin", Optional.of(address)).with("originhost", hostName);
  }

  /** The authenticated user. */
  public NewMessage withUser(String user) {
    return with("user", Optional.of(user));
  }

  /** The owner, 24 hexadecimal digits: who may cancel the message through WildDuck's API. */
  public NewMessage withUserId(String userId) {
    return with("userId", Optional.of(userId));
  }

  /** The SMTP session. */
  public NewMessage withSession(String sessionId) {
    return with("sessionId", Optional.of(sessionId));
  }

  private NewMessage with(String field, Optional<String> value) {
    Document copy = new Document(fields);
    value.ifPresent(text -> copy.append(field, text));
    return new NewMessage(content, copy);
  }

  RawMessage content() {
    return content;
  }

  /** A new document that begins with the fields known so far. */
  Document fields() {
    return new Document(fields);
  }
}
