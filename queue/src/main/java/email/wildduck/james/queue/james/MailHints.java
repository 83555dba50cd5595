package email.wildduck.james.queue.james;

import java.util.concurrent.atomic.AtomicLong;

/** Whether the database may have mail, from what was signalled and what was looked at since. */
final class MailHints {
  private final AtomicLong signals = new AtomicLong(1);

  /** So many signals there had been when the database had no more mail. */
  private volatile long settled;

  /** There may be mail. */
  void signal() {
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
}
