package email.wildduck.james.queue.admin;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * What is known about a message of the queue, for people: {@code metadata.data} of its file. A
 * field of the wrong type is as good as absent. Immutable.
 */
public final class MessageView {
  static final String FROM = "from";
  static final String USER = "user";
  static final String USER_ID = "userId";

  private final Document file;
  private final Document data;

  private MessageView(Document file) {
    this.file = file;
    Object metadata = file.get("metadata");
    Object fields = metadata instanceof Document ? ((Document) metadata).get("data") : metadata;
    this.data = fields instanceof Document ? (Document) fields : new Document();
  }

  /**
   * @param file a document of the bucket's files
   */
  static MessageView of(Document file) {
    return new MessageView(file);
  }

  /** MAIL FROM; empty for the null sender. */
  public String from() {
    return text(FROM).orElse("");
  }

  /** All envelope recipients, also those that are done. ZoneMTA stores a single one as text. */
  public List<String> to() {
    Object to = data.get("to");
    if (to instanceof List) {
      return ((List<?>) to).stream().map(String::valueOf).collect(Collectors.toUnmodifiableList());
    }
    return to instanceof String ? List.of((String) to) : List.of();
  }

  /** The way in: a port's name, or WildDuck's {@code maildrop, forwarder, autoreplies}. */
  public Optional<String> receivedBy() {
    return text("interface");
  }

  /** The protocol, such as {@code ESMTPSA}. */
  public Optional<String> protocol() {
    return text("transtype");
  }

  /** The address of the client. */
  public Optional<String> origin() {
    return text("origin");
  }

  /** The login. */
  public Optional<String> user() {
    return text(USER);
  }

  /** The owner's id in WildDuck, 24 hexadecimal digits. */
  public Optional<String> userId() {
    return text(USER_ID);
  }

  /** The field Message-ID with its angle brackets. */
  public Optional<String> messageId() {
    return text("messageId");
  }

  /** Bytes of the body. */
  public Optional<Long> bodySize() {
    return number(data.get("bodySize")).or(() -> number(file.get("length")));
  }

  /** When it was accepted. */
  public Optional<Instant> accepted() {
    Object uploaded = file.get("uploadDate");
    return number(data.get("time"))
        .map(Instant::ofEpochMilli)
        .or(
            () ->
                uploaded instanceof Date
                    ? Optional.of(((Date) uploaded).toInstant())
                    : Optional.empty());
  }

  private Optional<String> text(String field) {
    Object value = data.get(field);
    return value instanceof String ? Optional.of((String) value) : Optional.empty();
  }

  private static Optional<Long> number(Object value) {
    return value instanceof Number ? Optional.of(((Number) value).longValue()) : Optional.empty();
  }
}
