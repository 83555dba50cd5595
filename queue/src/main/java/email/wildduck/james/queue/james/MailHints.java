package email.wildduck.james.queue.james;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Whether the database may have mail, from what was signalled and what was looked at since. */
final class MailHints {
  private final LongSupplier nanoTime;
  private final AtomicLong signals = new AtomicLong(1);

  /** So many signals there had been when the database had no more mail. */
  private volatile long settled;

  private volatile long unsettledAt;

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  MailHints(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.unsettledAt = nanoTime.getAsLong();
  }

  /** There may be mail. */
  void signal() {
    if (!mayHaveMail()) {
      unsettledAt = nanoTime.getAsLong();
    }
    signals.incrementAndGet();
  }

  /** To be asked before looking. */
  long now() {
    return signals.get();
  }

  /** There was none for all signals until then. */
  void settle(long then) {
    settled = then;
  }

  boolean mayHaveMail() {
    return settled != signals.get();
  }

  /** When the mail came that there may be. */
  long unsettledAt() {
    return unsettledAt;
  }
}
