package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.failure.WrittenReport;
import email.wildduck.james.queue.zone.Delay;
import email.wildduck.james.queue.zone.FinalFailure;
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
    /** It has failed for good, of which the sender is to be told. */
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
  private final Optional<Delay> delay;
  private final Optional<FinalFailure> failure;
  private final Optional<WrittenReport> report;

  private Outcome(Kind kind, String target, String reply, Optional<Instant> next) {
    this(kind, target, reply, next, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Outcome(
      Kind kind,
      String target,
      String reply,
      Optional<Instant> next,
      Optional<Delay> delay,
      Optional<FinalFailure> failure,
      Optional<WrittenReport> report) {
    this.kind = kind;
    this.target = Objects.requireNonNull(target);
    this.reply = Objects.requireNonNull(reply);
    this.next = next;
    this.delay = delay;
    this.failure = failure;
    this.report = report;
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

  /** The same for as long as the consumer thinks fit: what is in the way is not known to end. */
  public static Outcome postponed(String reason) {
    return new Outcome(Kind.POSTPONED, "", reason, Optional.empty());
  }

  /**
   * It has failed for good; see {@link #delivered} for the parameters. Its sender is to be told.
   */
  public static Outcome bounced(String target, String reply) {
    return new Outcome(Kind.BOUNCED, target, reply, Optional.empty());
  }

  /** The same with what the sender is to be told. */
  public Outcome because(FinalFailure known) {
    return new Outcome(kind, target, reply, next, delay, Optional.of(known), report);
  }

  /** The same with what the sender may be told of the delay. */
  public Outcome withDelay(Delay known) {
    return new Outcome(kind, target, reply, next, Optional.of(known), failure, report);
  }

  /** The same with the report that tells the sender. */
  public Outcome reportedBy(WrittenReport written) {
    return new Outcome(kind, target, reply, next, delay, failure, Optional.of(written));
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
    return kind == Kind.DELIVERED || kind == Kind.DROPPED;
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

  /** What the sender may be told of the delay, after an attempt that was deferred. */
  public Optional<Delay> delay() {
    return delay;
  }

  /** What the sender is to be told of a failure for good; empty when that is known otherwise. */
  public Optional<FinalFailure> failure() {
    return failure;
  }

  /**
   * The report that tells the sender of a failure, or confirms what was accepted; empty when there
   * is none, or not yet.
   */
  public Optional<WrittenReport> report() {
    return report;
  }
}
