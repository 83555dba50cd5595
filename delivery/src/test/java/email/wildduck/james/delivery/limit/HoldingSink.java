package email.wildduck.james.delivery.limit;

import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.sink.SmtpStage;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server that does not answer DATA before it is told to, so that connections to it are in use.
 */
final class HoldingSink implements AutoCloseable {
  private static final long LIMIT_SECONDS = 20;

  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final SmtpSink sink;

  HoldingSink() throws IOException {
    sink =
        SmtpSink.builder()
            .script(
                (stage, envelope) -> {
                  if (stage == SmtpStage.DATA) {
                    inside.countDown();
                    await(goOn);
                  }
                  return Optional.empty();
                })
            .start();
  }

  int port() {
    return sink.port();
  }

  /** Returns when somebody has said DATA. */
  void awaitData() {
    await(inside);
  }

  /** Answers. */
  void goOn() {
    goOn.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody goes on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    goOn();
    sink.close();
  }
}
