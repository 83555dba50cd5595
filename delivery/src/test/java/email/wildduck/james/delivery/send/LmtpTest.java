package email.wildduck.james.delivery.send;

import static email.wildduck.james.delivery.Sending.request;
import static email.wildduck.james.delivery.Sending.to;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.delivery.ScriptedPeer;
import email.wildduck.james.delivery.ScriptedPeer.Script;
import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryResult;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Stage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LMTP: one reply for each recipient after the message. */
class LmtpTest {

  private static DeliveryRequest four(int port) {
    return request(to(port).overLmtp())
        .recipient(Recipient.of("one@example.net"))
        .recipient(Recipient.of("nobody@example.net"))
        .recipient(Recipient.of("full@example.net"))
        .recipient(Recipient.of("two@example.net"))
        .build();
  }

  private static Script upToTheMessage(String extension) {
    return session -> {
      session.say("220 peer.example LMTP");
      session.expect("LHLO client.example", "250-peer.example", "250 " + extension);
      session.expect("MAIL", "250 ok");
      session.expect("RCPT", "250 ok");
      session.expect("RCPT", "550 5.1.1 Unknown recipient");
      session.expect("RCPT", "250 ok");
      session.expect("RCPT", "250 ok");
      session.expect("DATA", "354 go on");
      session.message();
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"PIPELINING", "HELP"})
  void eachRecipientHasItsOwnFinalReply(String extension) {
    Script script =
        session -> {
          upToTheMessage(extension).talk(session);
          session.say("250 stored as 1", "452 4.2.2 over quota", "250 stored as 2");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script);
        SmtpTransport transport = Sending.transport()) {
      DeliveryResult result = transport.deliver(four(peer.port()));

      assertThat(result.outcomes())
          .extracting(RecipientOutcome::response)
          .containsExactly(
              "250 stored as 1",
              "550 5.1.1 Unknown recipient",
              "452 4.2.2 over quota",
              "250 stored as 2");
      assertThat(result.outcomes().get(2).failure().orElseThrow().stage()).isEqualTo(Stage.FINAL);
      assertThat(peer.failures()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PIPELINING", "HELP"})
  void whoHasNoFinalReplyIsUnknownAndTheOthersAreNot(String extension) {
    Script script =
        session -> {
          upToTheMessage(extension).talk(session);
          session.say("250 stored as 1");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script);
        SmtpTransport transport = Sending.transport()) {
      DeliveryResult result = transport.deliver(four(peer.port()));

      assertThat(result.outcomes().get(0).isAccepted()).isTrue();
      assertThat(result.outcomes().get(1).failure().orElseThrow().isTemporary()).isFalse();
      for (int place : new int[] {2, 3}) {
        Failure failure = result.outcomes().get(place).failure().orElseThrow();
        assertThat(failure.isOutcomeUnknown()).isTrue();
        assertThat(failure.isTemporary()).isTrue();
      }
    }
  }
}
