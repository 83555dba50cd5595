package email.wildduck.james.delivery.send;

import static email.wildduck.james.delivery.Sending.only;
import static email.wildduck.james.delivery.Sending.request;
import static email.wildduck.james.delivery.Sending.simple;
import static email.wildduck.james.delivery.Sending.to;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.delivery.PeerSession;
import email.wildduck.james.delivery.ScriptedPeer;
import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Permit;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.embedded.sink.SmtpSink;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message is only handed over as long as it may be. */
class PermitTest {
  private static final String CUT_OFF = "without a dot";

  private final SmtpTransport transport = Sending.transport();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicInteger questions = new AtomicInteger();

  @AfterEach
  void close() {
    transport.close();
  }

  @ParameterizedTest
  @CsvSource({"10,PIPELINING", "10,8BITMIME", "300000,PIPELINING"})
  void thePeerNeverGetsTheDotWhenThePermitIsLostDuringTheMessage(int size, String extension)
      throws Exception {
    try (ScriptedPeer peer =
        ScriptedPeer.start(
            session -> {
              session.open(extension);
              takeWithoutDot(session);
            })) {
      Failure failure = failureOf(peer.port(), size, () -> questions.incrementAndGet() < 2);

      assertThat(failure.isTemporary()).isTrue();
      assertThat(failure.cause()).isEqualTo(FailureCause.LOCAL);
      assertThat(failure.stage()).isEqualTo(Stage.DATA);
      assertThat(failure.isOutcomeUnknown()).isFalse();
      assertThat(failure.response())
          .isEqualTo("451 4.3.0 It was not certain that the message is still ours to deliver");
      assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(peer.sessions().get(0).note()).isEqualTo(CUT_OFF);
      assertThat(peer.failures()).isEmpty();
      assertThat(transport.idleConnections()).isZero();
    }
  }

  @Test
  void nothingIsSaidAboutAMessageThatMayNotBeHandedOver() {
    try (SmtpSink sink = SmtpSink.start()) {
      Failure failure = failureOf(sink.port(), 10, () -> false);

      assertThat(failure.stage()).isEqualTo(Stage.MAIL);
      assertThat(failure.isTemporary()).isTrue();
      assertThat(only(transport.deliver(simple(to(sink.port())))).isAccepted()).isTrue();
      assertThat(sink.received()).hasSize(1);
      assertThat(sink.connections()).as("the connection is as good as before").isEqualTo(1);
    }
  }

  @Test
  void nothingIsHandedOverWhenTheQuestionFails() {
    try (SmtpSink sink = SmtpSink.start()) {
      Failure failure =
          failureOf(
              sink.port(),
              10,
              () -> {
                if (questions.incrementAndGet() == 2) {
                  throw new IllegalStateException("no answer");
                }
                return true;
              });

      assertThat(failure.isTemporary()).isTrue();
      assertThat(sink.received()).isEmpty();
    }
  }

  private void takeWithoutDot(PeerSession session) throws IOException {
    try {
      session.take();
    } catch (EOFException e) {
      session.remark(CUT_OFF);
    } finally {
      ended.countDown();
    }
  }

  private Failure failureOf(int port, int size, Permit permit) {
    String message = "Subject: x\r\n\r\n" + "Hello\r\n".repeat(size / 7);
    DeliveryRequest request =
        request(to(port), message)
            .recipient(Recipient.of("bob@example.net"))
            .permit(permit)
            .build();
    return Sending.failure(transport.deliver(request));
  }
}
