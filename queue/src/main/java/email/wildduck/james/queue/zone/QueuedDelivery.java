package email.wildduck.james.queue.zone;

import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.route.DsnRequest;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.ZoneFields;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;

/**
 * A delivery as it stands in the queue, whoever wrote it. Immutable.
 *
 * <p>{@code id}, {@code recipient} and {@code queued} must be there; everything else has a meaning
 * when it is missing.
 */
public final class QueuedDelivery {
  private final QueueId id;
  private final String recipient;
  private final Instant queued;
  private final DeliveryTarget target;
  private final Document document;

  private QueuedDelivery(
      QueueId id, String recipient, Instant queued, DeliveryTarget target, Document document) {
    this.id = id;
    this.recipient = recipient;
    this.queued = queued;
    this.target = target;
    this.document = document;
  }

  /**
   * @throws BrokenEntryException when a field that must be there is missing or of a wrong type
   */
  public static QueuedDelivery of(Document document) throws BrokenEntryException {
    try {
      return new QueuedDelivery(
          QueueId.of(document.getString(ZoneFields.ID)),
          required(document, ZoneFields.RECIPIENT, String.class),
          required(document, ZoneFields.QUEUED, Date.class).toInstant(),
          DeliveryTarget.of(document),
          document);
    } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
      throw new BrokenEntryException("a delivery that cannot be read: " + e.getMessage(), e);
    }
  }

  private static <T> T required(Document document, String field, Class<T> type) {
    Object value = document.get(field);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(field + " is not a " + type.getSimpleName());
    }
    return type.cast(value);
  }

  /** The message. */
  public QueueId id() {
    return id;
  }

  /** The number within the message, as text; empty when it is missing. */
  public String sequence() {
    return text(ZoneFields.SEQ).orElse("");
  }

  /** The sending zone. */
  public String zone() {
    return text(ZoneFields.ZONE).orElse("");
  }

  /** RCPT TO. */
  public String recipient() {
    return recipient;
  }

  /** The domain as it is stored, which is that of the limits and of what is left out. */
  public String domain() {
    return text(ZoneFields.DOMAIN)
        .orElseGet(() -> recipient.substring(recipient.lastIndexOf('@') + 1));
  }

  /** The earliest time of the next attempt. */
  public Instant queued() {
    return queued;
  }

  /** Whether somebody wants it to be tried before the time that it was put back for. */
  public boolean isBroughtForward() {
    return Stream.concat(
            deferral().flatMap(DeferralState::next).stream(),
            Postponement.timeIn(document).stream())
        .anyMatch(queued::isBefore);
  }

  /** Why it was put back the last time, when that was without an attempt. */
  public Optional<Postponement> postponement() {
    return Postponement.of(document);
  }

  /** When it was put into the queue; its id's time when that is missing. */
  public Instant created() {
    Object created = document.get(ZoneFields.CREATED);
    return created instanceof Date ? ((Date) created).toInstant() : id.time();
  }

  /** The SMTP session that the message came in by. */
  public Optional<String> session() {
    return text(ZoneFields.SESSION);
  }

  /** Where it goes when not to the MX of its domain. */
  public DeliveryTarget target() {
    return target;
  }

  /** What the sender wants to be told about it. */
  public DsnRequest dsn() {
    return DsnRequest.of(document.get(ZoneFields.DSN));
  }

  /** What is known of its deferrals; empty when there was none. */
  public Optional<DeferralState> deferral() {
    return DeferralState.of(document.get(ZoneFields.DEFERRED));
  }

  /** What is known of the last deferral; empty when there was none, or none of our nodes' own. */
  public Optional<Delay> delay() {
    return Delay.of(document.get(ZoneFields.DELAY))
        .filter(delay -> deferral().filter(delay::isOf).isPresent());
  }

  /** Whether its sender has been told that it waits. */
  public boolean isWarnedOf() {
    Object delay = document.get(ZoneFields.DELAY);
    return delay instanceof Document && ((Document) delay).containsKey("warned");
  }

  /** The latest attempts of our nodes, oldest first. */
  public List<Attempt> attempts() {
    Object attempts = document.get(ZoneFields.ATTEMPTS);
    return attempts instanceof List
        ? ((List<?>) attempts)
            .stream().map(Attempt::of).flatMap(Optional::stream).collect(Collectors.toList())
        : List.of();
  }

  /** How it has failed for good; empty when it has not. */
  public Optional<FinalFailure> failure() {
    return FinalFailure.of(document.get(ZoneFields.FAILURE));
  }

  QueuedDelivery failed(FinalFailure failure) {
    Document failed = new Document(document).append(ZoneFields.FAILURE, failure.toDocument());
    return new QueuedDelivery(id, recipient, queued, target, failed);
  }

  /** Why an administrator wants the sender to get a bounce now; empty when nobody does. */
  public Optional<String> bounceRequest() {
    Object request = document.get(ZoneFields.BOUNCE);
    return request instanceof Document
        ? Optional.of(String.valueOf(((Document) request).getOrDefault("reason", "")))
        : Optional.empty();
  }

  /** {@code <id>.<seq>}, as in the log. */
  @Override
  public String toString() {
    return id + "." + sequence();
  }

  private Optional<String> text(String field) {
    Object value = document.get(field);
    return value instanceof String ? Optional.of((String) value) : Optional.empty();
  }
}
