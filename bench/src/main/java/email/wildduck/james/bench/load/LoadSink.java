package email.wildduck.james.bench.load;

import email.wildduck.james.embedded.sink.Envelope;
import email.wildduck.james.embedded.sink.SinkScript;
import email.wildduck.james.embedded.sink.SmtpReply;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.sink.SmtpStage;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Everybody who gets mail: counted, and forgotten unless it is a sample. Thread-safe. */
final class LoadSink implements AutoCloseable {
  /** Mail to this address is looked at. */
  static final String SAMPLE = "sample@d0.example";

  private static final long POLL_MS = 20;

  private final AtomicLong recipients = new AtomicLong();
  private final AtomicLong last = new AtomicLong();
  private final SinkScript counter =
      (stage, envelope) -> {
        if (stage == SmtpStage.END_OF_DATA) {
          count(envelope);
        }
        return Optional.<SmtpReply>empty();
      };
  private final SmtpSink sink =
      SmtpSink.builder()
          .script(counter)
          .keeping(envelope -> envelope.recipients().contains(SAMPLE))
          .start();

  private void count(Envelope envelope) {
    last.set(System.nanoTime());
    recipients.addAndGet(envelope.recipients().size());
  }

  int port() {
    return sink.port();
  }

  /** How many recipients have got a message so far. */
  long recipients() {
    return recipients.get();
  }

  /** How many connections there have been so far. */
  long connections() {
    return sink.connections();
  }

  /** {@link System#nanoTime} when the last message came. */
  long lastArrival() {
    return last.get();
  }

  /**
   * Waits until so many recipients in all have got a message.
   *
   * @throws TimeoutException when they have not within the limit
   */
  void await(long wanted, Duration limit) throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + limit.toNanos();
    while (recipients.get() < wanted) {
      if (System.nanoTime() - end > 0) {
        throw new TimeoutException(
            recipients.get() + " of " + wanted + " recipients have mail after " + limit);
      }
      Thread.sleep(POLL_MS);
    }
  }

  /**
   * Waits for the next message to {@link #SAMPLE}, and forgets it.
   *
   * @return its text
   */
  String takeSample(Duration limit) throws InterruptedException, TimeoutException, IOException {
    try {
      return new String(
          sink.awaitMail(mail -> true, limit).content().bytes(),
          java.nio.charset.StandardCharsets.ISO_8859_1);
    } finally {
      sink.clear();
    }
  }

  @Override
  public void close() {
    sink.close();
  }
}
