package email.wildduck.james.queue.store;

import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.queue.id.QueueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * A message on its way into the queue: its bytes, its envelope and where it came from. Immutable.
 * What can be read or computed from the bytes is added when it is stored.
 */
public final class NewMessage {
  private final RawMessage content;
  private final Optional<QueueId> id;
  private final Document fields;

  private NewMessage(RawMessage content, Optional<QueueId> id, Document fields) {
    this.content = content;
    this.id = id;
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
        Optional.empty(),
        new Document("interface", "feeder").append("from", from).append("to", List.copyOf(to)));
  }

  /** With the id that its sender has been told; without, the queue gives one. */
  public NewMessage withId(QueueId given) {
    return new NewMessage(content, Optional.of(given), fields);
  }

  /** Where the message came in; {@code feeder} unless said otherwise. */
  public NewMessage withInterface(String name) {
    return with("interface", name);
  }

  /** The client's IP address and, if known, its host name. */
  public NewMessage withOrigin(String address, Optional<String> hostName) {
    NewMessage known = with("origin", address);
    return hostName.map(name -> known.with("originhost", name)).orElse(known);
  }

  /** The authenticated user. */
  public NewMessage withUser(String user) {
    return with("user", user);
  }

  /** The owner, 24 hexadecimal digits: who may cancel the message through WildDuck's API. */
  public NewMessage withUserId(String userId) {
    return with("userId", userId);
  }

  /** The SMTP session. */
  public NewMessage withSession(String sessionId) {
    return with("sessionId", sessionId);
  }

  /** The name in EHLO, and the protocol as in {@code with} of a Received field. */
  public NewMessage withTransport(String host, String protocol) {
    return with("transhost", host).with("transtype", protocol);
  }

  /** When the message was accepted; without, it is when it is stored. */
  public NewMessage withTime(Instant time) {
    return with("time", time.toEpochMilli());
  }

  /** The cipher suite and the version of TLS that the message came in by. */
  public NewMessage withTls(String cipher, String version) {
    return with(
        "tls",
        new Document("name", cipher).append("standardName", cipher).append("version", version));
  }

  /** The addresses of the header as it came in. */
  public NewMessage withParsedEnvelope(ParsedEnvelope envelope) {
    return with("parsedEnvelope", envelope.toDocument());
  }

  RawMessage content() {
    return content;
  }

  Optional<QueueId> id() {
    return id;
  }

  /** A new document that begins with the fields known so far. */
  Document fields() {
    return new Document(fields);
  }

  private NewMessage with(String field, Object value) {
    return new NewMessage(content, id, new Document(fields).append(field, value));
  }
}
