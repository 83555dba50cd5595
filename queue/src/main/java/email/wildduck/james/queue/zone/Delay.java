package email.wildduck.james.queue.zone;

import com.mongodb.client.model.Updates;
import email.wildduck.james.queue.store.ZoneFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * What the sender of a delivery that waits may be told, beside what {@code _deferred} says: in the
 * field {@code delay} of a delivery {@code {time: Date, status, host, until: Date}}, and {@code
 * next} when the sender is to be told. Immutable.
 */
public final class Delay {
  private static final String TIME = "time";
  private static final String STATUS = "status";
  private static final String HOST = "host";
  private static final String UNTIL = "until";
  private static final String NEXT = "next";

  private final Document fields;
  private final boolean due;

  private Delay(Document fields, boolean due) {
    this.fields = fields;
    this.due = due;
  }

  /**
   * @param status of the last attempt, such as {@code 4.7.1}
   * @param until when the last attempt will be made if all fail
   */
  public static Delay until(Instant until, String status) {
    return new Delay(
        new Document(STATUS, Objects.requireNonNull(status)).append(UNTIL, Date.from(until)),
        false);
  }

  /** With the host that answered, by its name or address. */
  public Delay withHost(String host) {
    return new Delay(new Document(fields).append(HOST, host), due);
  }

  /** The sender is to be told now. */
  public Delay asDue() {
    return new Delay(fields, true);
  }

  /** The field of a delivery; empty for one of which our nodes have deferred no attempt. */
  static Optional<Delay> of(Object field) {
    return field instanceof Document && ((Document) field).get(TIME) instanceof Date
        ? Optional.of(new Delay((Document) field, ((Document) field).containsKey(NEXT)))
        : Optional.empty();
  }

  /** Whether it was written with the deferral of that time. */
  boolean isOf(DeferralState deferral) {
    return deferral.last().equals(fields.getDate(TIME).toInstant());
  }

  /** Whether the sender is to be told. */
  public boolean isDue() {
    return due;
  }

  /** That of the last attempt. */
  public Optional<String> status() {
    return text(STATUS);
  }

  /** The host that answered. */
  public Optional<String> host() {
    return text(HOST);
  }

  /** When the last attempt will be made if all fail. */
  public Optional<Instant> until() {
    Object until = fields.get(UNTIL);
    return until instanceof Date ? Optional.of(((Date) until).toInstant()) : Optional.empty();
  }

  /** Leaves alone what is known of a warning. */
  Bson update(Instant now) {
    List<Bson> changes = new ArrayList<>();
    changes.add(Updates.set(field(TIME), Date.from(now)));
    for (String name : List.of(STATUS, HOST, UNTIL)) {
      changes.add(
          fields.containsKey(name)
              ? Updates.set(field(name), fields.get(name))
              : Updates.unset(field(name)));
    }
    if (due) {
      changes.add(Updates.set(ZoneFields.DELAY_NEXT, Date.from(now)));
    }
    return Updates.combine(changes);
  }

  private static String field(String name) {
    return ZoneFields.DELAY + "." + name;
  }

  private Optional<String> text(String name) {
    Object value = fields.get(name);
    return value instanceof String ? Optional.of((String) value) : Optional.empty();
  }
}
