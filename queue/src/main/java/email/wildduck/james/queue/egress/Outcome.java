package email.wildduck.james.queue.egress;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What came out of the work on a delivery. Immutable. */
public final class Outcome {
  /** What becomes of the delivery. */
  public enum Kind {
    /** Another server has it. */
    DELIVERED,
    /** It stays in the queue for a later attempt. */
    DEFERRED,
    /** Nothing was attempted; it goes back into the queue as it was, for later. */
    POSTPONED,
    /** It has failed for good, and the sender has been told if that was to be. */
    BOUNCED,
    /** It was not to be delivered. */
    DROPPED,
    /** It cannot be read; an administrator has to look at it. */
    SET_ASIDE,
    /** It is not surely this process's any more; nothing is written. */
    LOST
  }

  private final Kind kind;
  private final String target;
  private final String reply;
  private final Optional<Instant> next;

  private Outcome(Kind kind, String target, String reply, Optional<Instant> next) {
    this.kind = kind;
    this.target = Objects.requireNonNull(target);
    this.reply = Objects.requireNonNull(reply);
    this.next = next;
  }

  /**
   * It is done.
   *
   * @param target the host that has it
   * @param reply what that said
   */
  public static Outcome delivered(String target, String reply) {
    return new Outcome(Kind.DELIVERED, target, reply, Optional.empty());
  }

  /**
   * It waits.
   *
   * @param target the host that was tried; empty when it did not come to that
   * @param reply what that said, or what went wrong
   * @param next the earliest time of the next attempt
   */
  public static Outcome deferred(String target, String reply, Instant next) {
    return new Outcome(Kind.DEFERRED, target, reply, Optional.of(next));
  }

  /** It waits as long as the consumer thinks fit. */
  public static Outcome deferred(String reply) {
    return new Outcome(Kind.DEFERRED, "", reply, Optional.empty());
  }

  /**
   * Nothing was attempted, and no attempt is counted.
   *
   * @param reason why
   * @param next the earliest time of an attempt
   */
  public static Outcome postponed(String reason, Instant next) {
    return new Outcome(Kind.POSTPONED, "", reason, Optional.of(next));
  }

  /** It has failed for good; see {@link #delivered} for the parameters. */
  public static Outcome bounced(String target, String reply) {
    return new Outcome(Kind.BOUNCED, target, reply, Optional.empty());
  }

  /** It was not to be delivered, for that reason. */
  public static Outcome dropped(String reason) {
    return new Outcome(Kind.DROPPED, "", reason, Optional.empty());
  }

  /** It cannot be read, for that reason. */
  public static Outcome setAside(String reason) {
    return new Outcome(Kind.SET_ASIDE, "", reason, Optional.empty());
  }

  /** It is not surely this process's any more. */
  public static Outcome lost() {
    return new Outcome(Kind.LOST, "", "its lease was lost", Optional.empty());
  }

  /** What becomes of the delivery. */
  public Kind kind() {
    return kind;
  }

  /** Whether nothing of the delivery stays in the queue. */
  public boolean isFinal() {
    return kind == Kind.DELIVERED || kind == Kind.BOUNCED || kind == Kind.DROPPED;
  }

  /** The host that was tried; empty when it did not come to that. */
  public String target() {
    return target;
  }

  /** What that said, or what went wrong. */
  public String reply() {
    return reply;
  }

  /** The earliest time of the next attempt, where somebody has decided on it. */
  public Optional<Instant> next() {
    return next;
  }
}
