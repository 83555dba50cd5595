package email.wildduck.james.server.ledger;

import email.wildduck.james.embedded.sink.SmtpStage;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The first attempt for a recipient that waits for a reply until a test lets it have one. */
final class Hold {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final SmtpStage stage;
  private final String recipient;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  Hold(SmtpStage stage, String recipient) {
    this.stage = stage;
    this.recipient = recipient;
  }

  /** Called by whoever is to reply; waits if it is for this one. */
  void pass(SmtpStage at, String to) {
    if (at == stage && to.equals(recipient) && taken.compareAndSet(false, true)) {
      reached.countDown();
      await(released);
    }
  }

  /** Waits until the attempt has come as far as that. */
  Hold awaitReached() {
    await(reached);
    return this;
  }

  void release() {
    released.countDown();
  }

  private void await(CountDownLatch latch) {
    try {
      if (!latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(recipient + " at " + stage + ": nobody came");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
