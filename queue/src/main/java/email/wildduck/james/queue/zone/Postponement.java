package email.wildduck.james.queue.zone;

import com.mongodb.client.model.Updates;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.ZoneFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Why a delivery went back into the queue without an attempt: {@code {reason, time: Date, until:
 * Date, owner}} in a field of our own, which ZoneMTA and WildDuck leave alone. It says nothing any
 * more when {@code queued} is another time than {@code until}: somebody has decided anew since
 * then. Immutable.
 */
public final class Postponement {
  private final String reason;
  private final Instant time;
  private final Instant until;
  private final String owner;

  private Postponement(String reason, Instant time, Instant until, String owner) {
    this.reason = Objects.requireNonNull(reason);
    this.time = Objects.requireNonNull(time);
    this.until = Objects.requireNonNull(until);
    this.owner = Objects.requireNonNull(owner);
  }

  /** Of a delivery as it stands in the queue; empty when it is not there for such a reason. */
  public static Optional<Postponement> of(Document delivery) {
    Object stored = delivery.get(ZoneFields.POSTPONED);
    if (!(stored instanceof Document) || !(((Document) stored).get("time") instanceof Date)) {
      return Optional.empty();
    }
    Document fields = (Document) stored;
    return timeIn(delivery)
        .filter(until -> Objects.equals(fields.get("until"), delivery.get(ZoneFields.QUEUED)))
        .map(
            until ->
                new Postponement(
                    String.valueOf(fields.getOrDefault("reason", "")),
                    fields.getDate("time").toInstant(),
                    until,
                    String.valueOf(fields.getOrDefault("owner", ""))));
  }

  /** The time that a delivery was put back for, whatever was decided since then. */
  static Optional<Instant> timeIn(Document delivery) {
    Object stored = delivery.get(ZoneFields.POSTPONED);
    return stored instanceof Document && ((Document) stored).get("until") instanceof Date
        ? Optional.of(((Document) stored).getDate("until").toInstant())
        : Optional.empty();
  }

  /** Gives a delivery back, and says why. */
  static Bson update(String reason, Instant until, Instant now, String owner) {
    return Updates.combine(
        LeaseUpdates.unlock(),
        Updates.set(ZoneFields.QUEUED, Date.from(until)),
        Updates.set(
            ZoneFields.POSTPONED,
            new Document("reason", reason)
                .append("time", Date.from(now))
                .append("until", Date.from(until))
                .append("owner", owner)));
  }

  /** Why, for people. */
  public String reason() {
    return reason;
  }

  /** When it went back. */
  public Instant time() {
    return time;
  }

  /** For how long; nothing when it could be taken at once. */
  public Duration duration() {
    return until.isAfter(time) ? Duration.between(time, until) : Duration.ZERO;
  }

  /** The process that gave it back. */
  public String owner() {
    return owner;
  }
}
