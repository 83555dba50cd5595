package email.wildduck.james.queue.james;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether mail stays in the spool for the moment, because the processors are fully used and others
 * need them first: clients that wait for their reply, or deliveries that the spool would only
 * overtake. No mail is held back for longer than a time, so what lasts longer than that shares the
 * processors. Thread-safe.
 */
public final class SpoolHold {
  /** More than that wait in the database, for any node. */
  private static final long MOST_AHEAD = 16_384;

  private static final long MOST_WANTED = 64;

  /** Clients that go on sending are not done before that. */
  private static final long LULL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final long longestNanos;
  private final BooleanSupplier processorsFull;
  private final BooleanSupplier deliveriesBehind;
  private final LongSupplier nanoTime;
  private final AtomicInteger accepting = new AtomicInteger();
  private volatile long acceptedAt;

  /**
   * @param longest that a mail is held back; none ever is when this is zero
   * @param processorsFull whether they are fully used
   * @param deliveriesBehind whether more deliveries wait for the processors than can begin
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  SpoolHold(
      Duration longest,
      BooleanSupplier processorsFull,
      BooleanSupplier deliveriesBehind,
      LongSupplier nanoTime) {
    this.longestNanos = longest.toNanos();
    this.processorsFull = processorsFull;
    this.deliveriesBehind = deliveriesBehind;
    this.nanoTime = nanoTime;
    this.acceptedAt = nanoTime.getAsLong() - LULL_NANOS;
  }

  /** By the processors of this machine. */
  public static SpoolHold upTo(Duration longest, BooleanSupplier deliveriesBehind) {
    return new SpoolHold(
        longest, ProcessorLoad.ofThisMachine()::isFull, deliveriesBehind, System::nanoTime);
  }

  /** Holds nothing back. */
  public static SpoolHold none() {
    return new SpoolHold(Duration.ZERO, () -> false, () -> false, System::nanoTime);
  }

  /**
   * How many mails may wait in this process to be handed out.
   *
   * @param wanted how many their consumer has asked for
   * @param atHand whether the next one is in memory already
   */
  long places(long wanted, boolean atHand) {
    return atHand && longestNanos > 0 ? MOST_AHEAD : Math.min(MOST_WANTED, wanted);
  }

  /** A message is being accepted until {@link #accepted}. */
  void accepting() {
    accepting.incrementAndGet();
  }

  void accepted() {
    acceptedAt = now();
    accepting.decrementAndGet();
  }

  /**
   * Whether mail stays where it is, for clients or for deliveries.
   *
   * @param since when the longest of it has waited, by the clock of {@link #now}
   */
  boolean isOn(long since) {
    long now = now();
    return isYoung(since, now)
        && (isAccepting(now) || deliveriesBehind.getAsBoolean())
        && processorsFull.getAsBoolean();
  }

  /** The same for deliveries alone. */
  boolean isOnForDeliveries(long since) {
    return isYoung(since, now())
        && deliveriesBehind.getAsBoolean()
        && processorsFull.getAsBoolean();
  }

  /** The earlier one of two moments of the clock of {@link #now}. */
  static long earlier(OptionalLong some, long other) {
    return some.isPresent() && some.getAsLong() - other < 0 ? some.getAsLong() : other;
  }

  private boolean isYoung(long since, long now) {
    return now - since < longestNanos;
  }

  private boolean isAccepting(long now) {
    return accepting.get() > 0 || now - acceptedAt < LULL_NANOS;
  }

  long now() {
    return nanoTime.getAsLong();
  }
}
