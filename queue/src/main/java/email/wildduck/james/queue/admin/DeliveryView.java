package email.wildduck.james.queue.admin;

import email.wildduck.james.queue.store.ZoneFields;
import email.wildduck.james.queue.zone.Attempt;
import email.wildduck.james.queue.zone.Postponement;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;

/** A delivery for people: also one that cannot be read. Immutable. */
public final class DeliveryView {
  private static final Set<DeliveryState> CHANGEABLE =
      Set.of(
          DeliveryState.READY,
          DeliveryState.PAUSED,
          DeliveryState.DEFERRED,
          DeliveryState.SET_ASIDE);

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

  /** The domain of the recipient. */
  public String domain() {
    return text(ZoneFields.DOMAIN);
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
    return in(ZoneFields.LEASE, "owner").map(String::valueOf);
  }

  /** Until when that may take without a renewal. */
  public Optional<Instant> leasedUntil() {
    return in(ZoneFields.LEASE, "until").flatMap(DeliveryView::instant);
  }

  /** The other instance that has been given it, such as a ZoneMTA. */
  public Optional<String> instance() {
    return state == DeliveryState.ELSEWHERE
        ? Optional.of(text(ZoneFields.ASSIGNED))
        : Optional.empty();
  }

  /** Why it was set aside. */
  public Optional<String> setAsideReason() {
    return in(ZoneFields.SET_ASIDE, "reason").map(String::valueOf);
  }

  /** When it was set aside. */
  public Optional<Instant> setAsideTime() {
    return in(ZoneFields.SET_ASIDE, "time").flatMap(DeliveryView::instant);
  }

  /** What an administrator has asked to tell the sender; it is bounced when it is taken next. */
  public Optional<String> bounceReason() {
    return in(ZoneFields.BOUNCE, "reason").map(String::valueOf);
  }

  /** How often it was deferred, by us or a ZoneMTA. */
  public long deferrals() {
    return in(ZoneFields.DEFERRED, "count")
        .map(count -> count instanceof Number ? ((Number) count).longValue() : 0L)
        .orElse(0L);
  }

  /** The reply at the last deferral. */
  public Optional<String> lastReply() {
    return in(ZoneFields.DEFERRED, "response").map(String::valueOf);
  }

  /** Why it went back into the queue without an attempt, when that still holds. */
  public Optional<Postponement> postponement() {
    return state == DeliveryState.LEASED ? Optional.empty() : Postponement.of(document);
  }

  /** Whether it belongs to James, as the spool does, and no action has an effect on it. */
  public boolean isInQueueOfJames() {
    return zone().startsWith(ZoneFields.JAMES_ZONES);
  }

  /** Whether an action has an effect on it: nobody works on it, and nobody else has it. */
  public boolean isChangeable() {
    return !isInQueueOfJames() && CHANGEABLE.contains(state);
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

  private Optional<Object> in(String part, String field) {
    Object fields = document.get(part);
    return fields instanceof Document
        ? Optional.ofNullable(((Document) fields).get(field))
        : Optional.empty();
  }

  private Optional<Instant> time(String field) {
    return Optional.ofNullable(document.get(field)).flatMap(DeliveryView::instant);
  }

  private static Optional<Instant> instant(Object value) {
    return value instanceof Date ? Optional.of(((Date) value).toInstant()) : Optional.empty();
  }
}
