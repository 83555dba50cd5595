package email.wildduck.james.queue.zone;

import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.Updates;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.ZoneFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Why and until when a delivery waits. Immutable. */
public final class Deferral {
  /** Years of attempts at the default schedule, and far from a document's limit. */
  private static final int KEPT_ATTEMPTS = 100;

  private final Instant next;
  private final String target;
  private final String response;
  private final Optional<Delay> delay;

  private Deferral(Instant next, String target, String response, Optional<Delay> delay) {
    this.next = next;
    this.target = Objects.requireNonNull(target);
    this.response = Objects.requireNonNull(response);
    this.delay = delay;
  }

  /**
   * @param next the earliest time of the next attempt
   * @param target the host or address that was tried; empty when it did not come to that
   * @param response what the other side said, or what went wrong
   */
  public static Deferral until(Instant next, String target, String response) {
    return new Deferral(next, target, response, Optional.empty());
  }

  /** The same with what the sender may be told. */
  public Deferral withDelay(Delay known) {
    return new Deferral(next, target, response, Optional.of(known));
  }

  Instant next() {
    return next;
  }

  Bson update(QueuedDelivery delivery, Instant now, String owner) {
    List<Bson> changes = new ArrayList<>();
    changes.add(LeaseUpdates.unlock());
    changes.add(Updates.set(ZoneFields.QUEUED, Date.from(next)));
    changes.add(Updates.inc(ZoneFields.DEFERRED + ".count", 1));
    if (delivery.deferral().isEmpty()) {
      changes.add(deferred("first", now.toEpochMilli()));
    }
    changes.add(deferred("last", now.toEpochMilli()));
    changes.add(deferred("next", next.toEpochMilli()));
    changes.add(deferred("response", response));
    changes.add(deferred("log", List.of(logLine(now))));
    changes.add(Updates.unset(ZoneFields.POSTPONED));
    changes.add(
        Updates.pushEach(
            ZoneFields.ATTEMPTS,
            List.of(Attempt.of(now, target, response, owner).toDocument()),
            new PushOptions().slice(-KEPT_ATTEMPTS)));
    delay.ifPresent(known -> changes.add(known.update(now)));
    return Updates.combine(changes);
  }

  private static Bson deferred(String field, Object value) {
    return Updates.set(ZoneFields.DEFERRED + "." + field, value);
  }

  /** As ZoneMTA writes the end of an attempt; it keeps the lines of the last attempt only. */
  private Document logLine(Instant now) {
    return new Document("time", now.toEpochMilli())
        .append("level", "info")
        .append("tnx", "server")
        .append("message", response);
  }
}
