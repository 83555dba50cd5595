package email.wildduck.james.delivery.send;

import static email.wildduck.james.delivery.Sending.failure;
import static email.wildduck.james.delivery.Sending.only;
import static email.wildduck.james.delivery.Sending.simple;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.delivery.ScriptedPeer;
import email.wildduck.james.delivery.ScriptedPeer.Script;
import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.TestDns;
import email.wildduck.james.delivery.attempt.DeliveryPolicy;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.attempt.Target;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts are tried in their order until one answers. */
class HostOrderTest {
  private static final Script TAKING =
      session -> {
        session.open();
        session.take();
        session.say("250 taken");
      };

  private final TestDns dns =
      new TestDns()
          .mx("example.net", 10, "first.example")
          .mx("example.net", 20, "second.example")
          .host("first.example", "127.0.0.11")
          .host("second.example", "127.0.0.12");
  private final SmtpTransport transport = Sending.transport(Sending.SETTINGS, dns);

  @AfterEach
  void close() {
    transport.close();
  }

  private static ScriptedPeer second(Script script) {
    return ScriptedPeer.startAt(new InetSocketAddress("127.0.0.12", 0), script);
  }

  private static ScriptedPeer first(ScriptedPeer second, Script script) {
    return ScriptedPeer.startAt(new InetSocketAddress("127.0.0.11", second.port()), script);
  }

  private static Target target(ScriptedPeer peer) {
    return Target.mxOf("Example.NET").onPort(peer.port());
  }

  @Test
  void bestPriorityIsTakenFirst() {
    try (ScriptedPeer second = second(TAKING);
        ScriptedPeer first = first(second, TAKING)) {
      assertThat(only(transport.deliver(simple(target(first)))).peer().orElseThrow().toString())
          .isEqualTo("first.example[127.0.0.11]");
      assertThat(second.sessions()).isEmpty();
    }
  }

  @Test
  void hostThatCannotBeReachedIsPassedOver() {
    try (ScriptedPeer second = second(TAKING)) {
      assertThat(only(transport.deliver(simple(target(second)))).peer().orElseThrow().toString())
          .isEqualTo("second.example[127.0.0.12]");
    }
  }

  @Test
  void hostThatGreetsWithATemporaryFailureIsPassedOver() {
    try (ScriptedPeer second = second(TAKING);
        ScriptedPeer first = first(second, session -> session.say("421 4.3.2 busy"))) {
      assertThat(only(transport.deliver(simple(target(first)))).isAccepted()).isTrue();
      assertThat(second.sessions()).hasSize(1);
    }
  }

  @Test
  void permanentRefusalOfAHostIsTheAnswer() {
    try (ScriptedPeer second = second(TAKING);
        ScriptedPeer first = first(second, session -> session.say("554 5.7.1 blocked"))) {
      assertThat(failure(transport.deliver(simple(target(first)))).response())
          .isEqualTo("554 5.7.1 blocked");
      assertThat(second.sessions()).isEmpty();
    }
  }

  @Test
  void answerToTheMessageIsNotAskedForAtAnotherHost() {
    Script greylisting =
        session -> {
          session.open();
          session.expect("MAIL", "250 ok");
          session.expect("RCPT", "451 4.7.1 greylisted");
        };
    try (ScriptedPeer second = second(TAKING);
        ScriptedPeer first = first(second, greylisting)) {
      assertThat(failure(transport.deliver(simple(target(first)))).stage()).isEqualTo(Stage.RCPT);
      assertThat(second.sessions()).isEmpty();
    }
  }

  @Test
  void whatAPeerSaidIsToldBeforeWhatTheNetworkSaid() {
    int port;
    try (ScriptedPeer second = second(TAKING)) {
      port = second.port();
    }
    try (ScriptedPeer first =
        ScriptedPeer.startAt(
            new InetSocketAddress("127.0.0.11", port), session -> session.say("450 4.3.2 later"))) {
      Failure failure = failure(transport.deliver(simple(target(first))));

      assertThat(failure.response()).isEqualTo("450 4.3.2 later");
      assertThat(failure.peer().orElseThrow().host()).isEqualTo("first.example");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void noMoreAddressesAreTriedThanAllowed(int most) {
    try (SmtpTransport modest = Sending.transport(Sending.SETTINGS.withMaxAddresses(most), dns);
        ScriptedPeer second = second(TAKING);
        ScriptedPeer first = first(second, session -> session.say("421 4.3.2 busy"))) {
      assertThat(only(modest.deliver(simple(target(first)))).isAccepted()).isEqualTo(most == 2);
    }
  }

  @Test
  void domainWithANullMxTakesNoMail() {
    dns.mx("nomail.example", 0, "");

    Failure failure = failure(transport.deliver(simple(Target.mxOf("nomail.example"))));

    assertThat(failure.cause()).isEqualTo(FailureCause.DNS);
    assertThat(failure.enhancedStatus()).isEqualTo("5.1.10");
    assertThat(failure.isTemporary()).isFalse();
  }

  @Test
  void domainThatDoesNotExistIsAPermanentFailure() {
    Failure failure = failure(transport.deliver(simple(Target.mxOf("missing.example"))));

    assertThat(failure.cause()).isEqualTo(FailureCause.DNS);
    assertThat(failure.enhancedStatus()).isEqualTo("5.1.2");
    assertThat(failure.isTemporary()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"MX broken.example", "A broken.example", "AAAA broken.example"})
  void dnsWithoutAnswerIsATemporaryFailure(String question) {
    dns.broken(question);

    Failure failure = failure(transport.deliver(simple(Target.mxOf("broken.example"))));

    assertThat(failure.cause()).isEqualTo(FailureCause.DNS);
    assertThat(failure.enhancedStatus()).isEqualTo("4.4.3");
    assertThat(failure.isTemporary()).isTrue();
  }

  @Test
  void hostWithoutAddressesDoesNotMakeTheOthersFailForGood() {
    dns.mx("half.example", 10, "nowhere.example").mx("half.example", 20, "unsure.example");
    dns.broken("A unsure.example");

    assertThat(failure(transport.deliver(simple(Target.mxOf("half.example")))).isTemporary())
        .isTrue();
  }

  @Test
  void localAddressesAreBlockedWhereTheRulesSaySo() {
    try (ScriptedPeer peer = second(TAKING)) {
      DeliveryRequest request =
          Sending.request(target(peer))
              .recipient(Recipient.of("bob@example.net"))
              .policy(DeliveryPolicy.standard().withLocalAddressesBlocked(true))
              .build();

      Failure failure = failure(transport.deliver(request));

      assertThat(failure.cause()).isEqualTo(FailureCause.POLICY);
      assertThat(failure.isTemporary()).isFalse();
      assertThat(peer.sessions()).isEmpty();
    }
  }

  @Test
  void literalIsItsOwnHost() {
    try (ScriptedPeer peer = second(TAKING)) {
      assertThat(
              only(transport.deliver(simple(Target.mxOf("[127.0.0.12]").onPort(peer.port()))))
                  .peer()
                  .orElseThrow()
                  .toString())
          .isEqualTo("127.0.0.12[127.0.0.12]");
    }
  }
}
