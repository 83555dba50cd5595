package email.wildduck.james.queue.admin;

import email.wildduck.james.queue.store.ZoneFields;
import email.wildduck.james.queue.zone.Attempt;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;

/** A delivery for people: also one that cannot be read. Immutable. */
public final class DeliveryView {
  private final Document document;
  private final DeliveryState state;
  private final String why;

  DeliveryView(Document document, DeliveryState state, String why) {
    this.document = document;
    this.state = state;
    this.why = why;
  }

  /** The queue id as it stands there. */
  public String id() {
    return text(ZoneFields.ID);
  }

  /** The number within the message. */
  public String sequence() {
    return text(ZoneFields.SEQ);
  }

  /** The sending zone. */
  public String zone() {
    return text(ZoneFields.ZONE);
  }

  /** RCPT TO. */
  public String recipient() {
    return text(ZoneFields.RECIPIENT);
  }

  /** Where it stands. */
  public DeliveryState state() {
    return state;
  }

  /** Why it is where it is, in one sentence. */
  public String why() {
    return why;
  }

  /** When it was put into the queue. */
  public Optional<Instant> created() {
    return time(ZoneFields.CREATED);
  }

  /** The earliest time of the next attempt. */
  public Optional<Instant> nextAttempt() {
    return time(ZoneFields.QUEUED);
  }

  /** Who works on it. */
  public Optional<String> leasedBy() {
    Object lease = document.get(ZoneFields.LEASE);
    return lease instanceof Document
        ? Optional.ofNullable(((Document) lease).getString("owner"))
        : Optional.empty();
  }

  /** The latest attempts of our nodes, oldest first. */
  public List<Attempt> attempts() {
    Object attempts = document.get(ZoneFields.ATTEMPTS);
    return attempts instanceof List
        ? ((List<?>) attempts)
            .stream().map(Attempt::of).flatMap(Optional::stream).collect(Collectors.toList())
        : List.of();
  }

  /** Where the next page begins. */
  Object documentId() {
    return document.get("_id");
  }

  private String text(String field) {
    Object value = document.get(field);
    return value == null ? "" : String.valueOf(value);
  }

  private Optional<Instant> time(String field) {
    Object value = document.get(field);
    return value instanceof Date ? Optional.of(((Date) value).toInstant()) : Optional.empty();
  }
}
