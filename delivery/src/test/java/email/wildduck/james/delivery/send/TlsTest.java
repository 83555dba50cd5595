package email.wildduck.james.delivery.send;

import static email.wildduck.james.delivery.Sending.failure;
import static email.wildduck.james.delivery.Sending.only;
import static email.wildduck.james.delivery.Sending.simple;
import static email.wildduck.james.delivery.Sending.to;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.ScriptedPeer;
import email.wildduck.james.delivery.ScriptedPeer.Script;
import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.TestDns;
import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.DeliveryPolicy;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Login;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.TlsDemand;
import email.wildduck.james.delivery.attempt.TlsInfo;
import email.wildduck.james.delivery.attempt.TlsMode;
import email.wildduck.james.delivery.connect.TlsTrust;
import email.wildduck.james.delivery.target.SiteSecurity;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Encryption is used where it can be had, and never given up where it is needed. */
class TlsTest {
  private static final SelfSignedCertificate CERTIFICATE =
      SelfSignedCertificate.create(List.of("peer.example"));

  /** Offers STARTTLS and breaks the handshake. */
  private static final Script BROKEN =
      session -> {
        session.open("STARTTLS");
        session.expect("STARTTLS", "220 go on", "this is no TLS at all");
      };

  private static final Script PLAIN =
      session -> {
        session.open("STARTTLS");
        session.take();
        session.say("250 taken");
      };

  private final SmtpTransport transport = Sending.transport();

  @AfterEach
  void close() {
    transport.close();
  }

  private static DeliveryRequest request(Target target, TlsMode mode) {
    return Sending.request(target)
        .recipient(Recipient.of("bob@example.net"))
        .policy(DeliveryPolicy.standard().withTls(mode))
        .build();
  }

  @ParameterizedTest
  @EnumSource(names = {"OPPORTUNISTIC", "REQUIRED"})
  void encryptionIsUsedWithAnyCertificate(TlsMode mode) {
    try (SmtpSink sink = SmtpSink.builder().startTls("other.example").start()) {
      RecipientOutcome outcome = only(transport.deliver(request(to(sink.port()), mode)));

      TlsInfo tls = outcome.peer().orElseThrow().tls().orElseThrow();
      assertThat(tls.version()).isEqualTo("TLSv1.3");
      assertThat(tls.cipher()).startsWith("TLS_");
      assertThat(tls.isVerified()).isFalse();
      assertThat(sink.received().get(0).tls()).isTrue();
    }
  }

  @Test
  void encryptionIsNotUsedWhereItIsOff() {
    try (SmtpSink sink = SmtpSink.builder().startTls().start()) {
      only(transport.deliver(request(to(sink.port()), TlsMode.OFF)));

      assertThat(sink.received().get(0).tls()).isFalse();
    }
  }

  @Test
  void certificateThatIsTrustedForTheHostIsVerified() {
    try (SmtpSink sink = SmtpSink.builder().startTls("peer.example").start()) {
      try (SmtpTransport strict = Sending.trusting(sink.certificate().orElseThrow())) {
        RecipientOutcome outcome = only(strict.deliver(request(to(sink.port()), TlsMode.VERIFIED)));

        assertThat(outcome.peer().orElseThrow().tls().orElseThrow().isVerified()).isTrue();
      }
      try (SmtpTransport strict = Sending.trusting(CERTIFICATE.certificate())) {
        Failure failure = failure(strict.deliver(request(to(sink.port()), TlsMode.VERIFIED)));

        assertThat(failure.stage()).isEqualTo(Stage.TLS);
        assertThat(failure.isTemporary()).isTrue();
      }
      assertThat(sink.received()).hasSize(1);
    }
  }

  @Test
  void certificateForAnotherHostIsNotVerified() {
    try (SmtpSink sink = SmtpSink.builder().startTls("other.example").start();
        SmtpTransport strict = Sending.trusting(sink.certificate().orElseThrow())) {
      Failure failure = failure(strict.deliver(request(to(sink.port()), TlsMode.VERIFIED)));

      assertThat(failure.stage()).isEqualTo(Stage.TLS);
      assertThat(sink.received()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REQUIRED", "VERIFIED"})
  void nothingIsSentWithoutEncryptionWhereItIsNeeded(TlsMode mode) {
    try (SmtpSink sink = SmtpSink.start()) {
      Failure failure = failure(transport.deliver(request(to(sink.port()), mode)));

      assertThat(failure.stage()).isEqualTo(Stage.TLS);
      assertThat(failure.isTemporary()).isTrue();
      assertThat(failure.enhancedStatus()).isEqualTo("4.7.5");
      assertThat(sink.received()).isEmpty();
    }
  }

  @Test
  void brokenHandshakeIsTriedAgainWithLessAndThenWithoutTls() {
    try (ScriptedPeer peer = ScriptedPeer.start(BROKEN, BROKEN, PLAIN)) {
      RecipientOutcome outcome = only(transport.deliver(simple(to(peer.port()))));

      assertThat(outcome.isAccepted()).isTrue();
      assertThat(outcome.peer().orElseThrow().tls()).isEmpty();
      assertThat(peer.sessions()).hasSize(3);
      assertThat(peer.failures()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPPORTUNISTIC", "REQUIRED"})
  void secondHandshakeOffersTls13Only(TlsMode mode) {
    Script encrypted =
        session -> {
          session.open("STARTTLS");
          session.expect("STARTTLS", "220 go on");
          session.tls(CERTIFICATE);
          session.remark(session.tlsVersion());
          session.ehlo();
          session.take();
          session.say("250 taken");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(BROKEN, encrypted)) {
      RecipientOutcome outcome = only(transport.deliver(request(to(peer.port()), mode)));

      assertThat(outcome.isAccepted()).isTrue();
      assertThat(outcome.peer().orElseThrow().tls().orElseThrow().version()).isEqualTo("TLSv1.3");
      assertThat(peer.sessions()).hasSize(2);
      assertThat(peer.sessions().get(1).note()).isEqualTo("TLSv1.3");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REQUIRED", "VERIFIED"})
  void brokenHandshakeIsNotTriedWithoutTlsWhereEncryptionIsNeeded(TlsMode mode) {
    try (ScriptedPeer peer = ScriptedPeer.start(BROKEN, BROKEN, PLAIN)) {
      Failure failure = failure(transport.deliver(request(to(peer.port()), mode)));

      assertThat(failure.stage()).isEqualTo(Stage.TLS);
      assertThat(peer.sessions()).hasSize(2);
    }
  }

  @Test
  void certificateThatIsNotValidIsNotTriedAgain() {
    try (SmtpSink sink = SmtpSink.builder().startTls("peer.example").start()) {
      Failure failure = failure(transport.deliver(request(to(sink.port()), TlsMode.VERIFIED)));

      assertThat(failure.stage()).isEqualTo(Stage.TLS);
      assertThat(sink.connections()).isEqualTo(1);
    }
  }

  @Test
  void nothingIsSentWhereTheZoneDemandsDaneAndTheHostHasNone() {
    try (SmtpSink sink = SmtpSink.builder().startTls("peer.example").start();
        SmtpTransport trusting = Sending.trusting(sink.certificate().orElseThrow())) {
      Failure failure = failure(trusting.deliver(request(to(sink.port()), TlsMode.DANE)));

      assertThat(failure.response())
          .isEqualTo(
              "451 4.7.5 No usable TLSA records for peer.example, which this delivery needs");
      assertThat(sink.connections()).isZero();
    }
  }

  @Test
  void loginIsNotTriedAgainWithoutTls() {
    try (ScriptedPeer peer = ScriptedPeer.start(BROKEN, BROKEN, PLAIN)) {
      Target target = to(peer.port()).withLogin(new Login("alice", "secret"));

      Failure failure = failure(transport.deliver(simple(target)));

      assertThat(failure.stage()).isEqualTo(Stage.TLS);
      assertThat(peer.sessions()).hasSize(2);
      assertThat(peer.sessions().get(1).heard("AUTH")).isEmpty();
    }
  }

  @Test
  void refusedStartTlsGoesOnWithoutIt() {
    Script script =
        session -> {
          session.open("STARTTLS");
          session.expect("STARTTLS", "454 4.7.0 no certificate today");
          session.take();
          session.say("250 taken");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      assertThat(only(transport.deliver(simple(to(peer.port())))).isAccepted()).isTrue();
      assertThat(peer.sessions()).hasSize(1);
    }
  }

  @Test
  void whatWasSaidBeforeTheHandshakeDoesNotCountAfterIt() {
    Script script =
        session -> {
          session.open("STARTTLS", "SIZE 1");
          session.expect("STARTTLS", "220 go on");
          session.tls(CERTIFICATE);
          session.ehlo("PIPELINING");
          session.take();
          session.say("250 taken");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      assertThat(only(transport.deliver(simple(to(peer.port())))).isAccepted()).isTrue();
      assertThat(peer.failures()).isEmpty();
    }
  }

  @Test
  void replyThatWasSmuggledInBeforeTheHandshakeBreaksIt() {
    Script script =
        session -> {
          session.open("STARTTLS");
          session.expect("STARTTLS", "220 go on", "250-evil", "250 AUTH PLAIN");
          session.tls(CERTIFICATE);
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      Failure failure = failure(transport.deliver(request(to(peer.port()), TlsMode.REQUIRED)));

      assertThat(failure.stage()).isEqualTo(Stage.TLS);
    }
  }

  @Test
  void implicitTlsIsSpokenFromTheFirstByte() {
    Script script =
        session -> {
          session.tls(CERTIFICATE);
          session.open();
          session.take();
          session.say("250 taken");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      RecipientOutcome outcome = only(transport.deliver(simple(to(peer.port()).overImplicitTls())));

      assertThat(outcome.isAccepted()).isTrue();
      assertThat(outcome.peer().orElseThrow().tls()).isPresent();
      assertThat(peer.sessions()).hasSize(1);
    }
  }

  @Test
  void implicitTlsIsNotTriedAgainWithoutTls() {
    try (ScriptedPeer peer = ScriptedPeer.start(session -> session.say("220 no TLS here"))) {
      Failure failure = failure(transport.deliver(simple(to(peer.port()).overImplicitTls())));

      assertThat(failure.stage()).isEqualTo(Stage.TLS);
      assertThat(failure.isTemporary()).isTrue();
      assertThat(peer.sessions()).hasSize(2);
    }
  }

  @Test
  void policyOfADomainAsksForMoreThanTheZoneDoes() {
    SiteSecurity verified = (request, host) -> TlsDemand.of(TlsMode.VERIFIED);
    try (SmtpSink sink = SmtpSink.builder().startTls("peer.example").start();
        SmtpTransport strict =
            new SmtpTransport(
                Sending.SETTINGS, new TestDns(), verified, TlsTrust.ofSystem(), new Random(1))) {
      Failure failure = failure(strict.deliver(simple(to(sink.port()))));

      assertThat(failure.stage()).isEqualTo(Stage.TLS);
      assertThat(sink.received()).isEmpty();
    }
  }

  @Test
  void hostThatThePolicyOfADomainDoesNotKnowIsNotConnectedTo() {
    Failure refusal =
        Failure.found(
            FailureCause.POLICY, Stage.LOOKUP, SmtpReply.of(450, "4.7.25", "Not in the policy"));
    SiteSecurity refusing =
        (request, host) -> {
          throw new DeliveryFailure(refusal);
        };
    try (SmtpSink sink = SmtpSink.start();
        SmtpTransport strict =
            new SmtpTransport(
                Sending.SETTINGS, new TestDns(), refusing, TlsTrust.ofSystem(), new Random(1))) {
      assertThat(failure(strict.deliver(simple(to(sink.port())))).response())
          .isEqualTo("450 4.7.25 Not in the policy");
      assertThat(sink.connections()).isZero();
    }
  }
}
