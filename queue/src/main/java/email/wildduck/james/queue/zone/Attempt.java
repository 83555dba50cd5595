package email.wildduck.james.queue.zone;

import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;

/** One try to deliver: an element {@code {time: Date, target, reply, owner}}. Immutable. */
public final class Attempt {
  private final Instant time;
  private final String target;
  private final String reply;
  private final String owner;

  private Attempt(Instant time, String target, String reply, String owner) {
    this.time = time;
    this.target = Objects.requireNonNull(target);
    this.reply = Objects.requireNonNull(reply);
    this.owner = owner;
  }

  /**
   * @param target the host or address that was tried; empty when it did not come to that
   * @param reply what the other side said, or what went wrong
   * @param owner the process that tried
   */
  static Attempt of(Instant time, String target, String reply, String owner) {
    return new Attempt(time, target, reply, owner);
  }

  /** When it failed. */
  public Instant time() {
    return time;
  }

  /** The host or address that was tried; empty when it did not come to that. */
  public String target() {
    return target;
  }

  /** What the other side said, or what went wrong. */
  public String reply() {
    return reply;
  }

  /** The process that tried. */
  public String owner() {
    return owner;
  }

  Document toDocument() {
    return new Document("time", Date.from(time))
        .append("target", target)
        .append("reply", reply)
        .append("owner", owner);
  }

  /** An element of the list; empty when it cannot be read. */
  public static Optional<Attempt> of(Object element) {
    if (!(element instanceof Document) || !(((Document) element).get("time") instanceof Date)) {
      return Optional.empty();
    }
    Document fields = (Document) element;
    return Optional.of(
        new Attempt(
            fields.getDate("time").toInstant(),
            String.valueOf(fields.getOrDefault("target", "")),
            String.valueOf(fields.getOrDefault("reply", "")),
            String.valueOf(fields.getOrDefault("owner", ""))));
  }
}
