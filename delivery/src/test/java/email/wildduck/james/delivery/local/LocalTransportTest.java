package email.wildduck.james.delivery.local;

import static email.wildduck.james.delivery.Sending.request;
import static email.wildduck.james.delivery.Sending.simple;
import static email.wildduck.james.delivery.Sending.to;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.ScriptedPeer;
import email.wildduck.james.delivery.ScriptedPeer.Script;
import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.attempt.DeliveryResult;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.Target;
import org.junit.jupiter.api.Test;

class LocalTransportTest {

  @Test
  void aRefusalOfWildDucksLmtpServerIsTemporaryForThatRecipientOnly() {
    Script script =
        session -> {
          session.say("220 wildduck.example LMTP");
          session.expect("LHLO client.example", "250 wildduck.example");
          session.expect("MAIL", "250 ok");
          session.expect("RCPT", "550 Database error");
          session.expect("RCPT", "250 ok");
          session.expect("DATA", "354 go on");
          session.message();
          session.say("250 stored");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script);
        LocalTransport transport = new LocalTransport(Sending.transport())) {
      DeliveryResult result =
          transport.deliver(
              request(to(peer.port()).overLmtp().asLocalDelivery())
                  .recipient(Recipient.of("alice@example.com"))
                  .recipient(Recipient.of("bob@example.com"))
                  .build());

      Failure failure = result.outcomes().get(0).failure().orElseThrow();
      assertThat(failure.isTemporary()).isTrue();
      assertThat(failure.response()).startsWith("451 4.3.0").endsWith("550 Database error");
      assertThat(failure.peer().orElseThrow().host()).isEqualTo("peer.example");
      assertThat(result.outcomes().get(1).isAccepted()).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void aRefusalOfAnybodyElseStaysFinal() {
    Script script =
        session -> {
          session.say("220 peer.example ESMTP");
          session.expect("EHLO client.example", "250 peer.example");
          session.expect("MAIL", "250 ok");
          session.expect("RCPT", "550 5.1.1 Unknown recipient");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script);
        LocalTransport transport = new LocalTransport(Sending.transport())) {
      Failure failure =
          Sending.failure(transport.deliver(simple(to(peer.port()).asLocalDelivery())));

      assertThat(failure.isTemporary()).isFalse();
    }
  }

  @Test
  void nobodyIsConnectedToForATargetThatIsNowhere() {
    try (LocalTransport transport = new LocalTransport(Sending.transport())) {
      Failure failure =
          Sending.failure(
              transport.deliver(simple(Target.nowhere(SmtpReply.of(554, "5.4.6", "A loop")))));

      assertThat(failure.response()).isEqualTo("554 5.4.6 A loop");
      assertThat(failure.isTemporary()).isFalse();
      assertThat(failure.reply()).isEmpty();
    }
  }
}
