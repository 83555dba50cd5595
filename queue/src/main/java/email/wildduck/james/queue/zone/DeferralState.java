package email.wildduck.james.queue.zone;

import java.time.Instant;
import java.util.Optional;
import org.bson.Document;

/** What {@code _deferred} of a delivery says. Immutable. */
public final class DeferralState {
  private final Instant first;
  private final Instant last;
  private final Optional<Instant> next;
  private final int count;
  private final String response;

  private DeferralState(
      Instant first, Instant last, Optional<Instant> next, int count, String response) {
    this.first = first;
    this.last = last;
    this.next = next;
    this.count = count;
    this.response = response;
  }

  /** The state of a delivery; empty when it was never deferred. */
  static Optional<DeferralState> of(Object deferred) {
    if (!(deferred instanceof Document)) {
      return Optional.empty();
    }
    Document fields = (Document) deferred;
    Instant last = time(fields.get("last"), Instant.EPOCH);
    Object response = fields.get("response");
    return Optional.of(
        new DeferralState(
            time(fields.get("first"), last),
            last,
            fields.get("next") instanceof Number
                ? Optional.of(time(fields.get("next"), last))
                : Optional.empty(),
            (int) number(fields.get("count"), 0),
            response instanceof String ? (String) response : ""));
  }

  private static Instant time(Object milliseconds, Instant otherwise) {
    return Instant.ofEpochMilli(number(milliseconds, otherwise.toEpochMilli()));
  }

  private static long number(Object value, long otherwise) {
    return value instanceof Number ? ((Number) value).longValue() : otherwise;
  }

  /** When it was deferred for the first time. */
  public Instant first() {
    return first;
  }

  /** When it was deferred for the last time. */
  public Instant last() {
    return last;
  }

  /** The time of the next attempt, as it was decided on then. */
  public Optional<Instant> next() {
    return next;
  }

  /** How many deferrals count for the schedule; 0 after one that did not come from a server. */
  public int count() {
    return count;
  }

  /** The reply at the last deferral; may be empty. */
  public String response() {
    return response;
  }
}
