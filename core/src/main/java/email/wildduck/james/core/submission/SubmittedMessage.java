package email.wildduck.james.core.submission;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.types.ObjectId;

/** A message of a user as it is queued, with its envelope. Immutable. */
public final class SubmittedMessage {
  private final String queueId;
  private final ObjectId user;
  private final String mailFrom;
  private final List<String> recipients;
  private final Transmission transmission;
  private final RawMessage message;

  /**
   * @param queueId as in the reply to the client
   * @param user the id in WildDuck
   * @param mailFrom without angle brackets
   * @param recipients all of them, without angle brackets
   * @param message as it is queued: with Received, without Bcc
   */
  public SubmittedMessage(
      String queueId,
      ObjectId user,
      String mailFrom,
      List<String> recipients,
      Transmission transmission,
      RawMessage message) {
    this.queueId = Objects.requireNonNull(queueId);
    this.user = Objects.requireNonNull(user);
    this.mailFrom = Objects.requireNonNull(mailFrom);
    this.recipients = List.copyOf(recipients);
    this.transmission = Objects.requireNonNull(transmission);
    this.message = Objects.requireNonNull(message);
  }

  /** The queue id. */
  public String queueId() {
    return queueId;
  }

  /** The user's id in WildDuck. */
  public ObjectId user() {
    return user;
  }

  /** How the message came in. */
  public Transmission transmission() {
    return transmission;
  }

  /** The message as it is queued. */
  public RawMessage message() {
    return message;
  }

  /** The value of Message-ID; empty when the message has none. */
  public String messageId() {
    List<HeaderField> fields = message.headers().all("Message-ID");
    return fields.isEmpty() ? "" : fields.get(fields.size() - 1).value();
  }

  /** What is stored: Return-Path and below it the message, not a byte changed. */
  public ByteSource copy() {
    return StoredCopy.of(mailFrom, message);
  }

  /** What is kept about the message, in WildDuck's form; a new document each time. */
  public Document info() {
    return new Document("source", "SMTP")
        .append("queueId", queueId)
        .append("from", mailFrom)
        .append("to", recipients)
        .append("origin", transmission.origin())
        .append("originhost", transmission.originhost())
        .append("transhost", transmission.transhost())
        .append("transtype", transmission.transtype())
        .append("time", Date.from(transmission.time()));
  }
}
