package email.wildduck.james.queue.zone;

import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;

/**
 * That a delivery has failed for good, and how, as far as its sender is told: the field {@code
 * failure} of a delivery, {@code {time: Date, status, text, host, expired: bool}}. Immutable.
 */
public final class FinalFailure {
  private static final String TIME = "time";
  private static final String STATUS = "status";
  private static final String TEXT = "text";
  private static final String HOST = "host";
  private static final String EXPIRED = "expired";

  private final Document fields;

  private FinalFailure(Document fields) {
    this.fields = fields;
  }

  /** It was given up without another attempt. */
  public static FinalFailure withoutAttempt(Instant time) {
    return new FinalFailure(new Document(TIME, Date.from(time)));
  }

  /**
   * The last attempt has failed.
   *
   * @param status of that attempt, such as {@code 5.1.1}
   * @param text what was said then; may be empty
   */
  public static FinalFailure ofAttempt(Instant time, String status, String text) {
    return new FinalFailure(
        new Document(TIME, Date.from(time))
            .append(STATUS, Objects.requireNonNull(status))
            .append(TEXT, Objects.requireNonNull(text)));
  }

  /** With the host that said so, by its name or address. */
  public FinalFailure withHost(String host) {
    return new FinalFailure(toDocument().append(HOST, host));
  }

  /** It might have succeeded later, but was tried as long as allowed. */
  public FinalFailure asExpired() {
    return new FinalFailure(toDocument().append(EXPIRED, true));
  }

  /** The field of a delivery; empty for one that has not failed, or when it cannot be read. */
  static Optional<FinalFailure> of(Object field) {
    return field instanceof Document && ((Document) field).get(TIME) instanceof Date
        ? Optional.of(new FinalFailure((Document) field))
        : Optional.empty();
  }

  /** When it failed. */
  public Instant time() {
    return fields.getDate(TIME).toInstant();
  }

  /** That of the last attempt; empty when it was given up without one. */
  public Optional<String> status() {
    return text(STATUS);
  }

  /** What was said at the last attempt; may be empty. */
  public String text() {
    return text(TEXT).orElse("");
  }

  /** The host that said so. */
  public Optional<String> host() {
    return text(HOST);
  }

  /** Whether it was tried as long as allowed. */
  public boolean isExpired() {
    return Boolean.TRUE.equals(fields.get(EXPIRED));
  }

  /** A new document with the fields that are known. */
  public Document toDocument() {
    return new Document(fields);
  }

  private Optional<String> text(String name) {
    Object value = fields.get(name);
    return value instanceof String ? Optional.of((String) value) : Optional.empty();
  }
}
