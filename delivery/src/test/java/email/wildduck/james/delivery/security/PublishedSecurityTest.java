package email.wildduck.james.delivery.security;

import static email.wildduck.james.delivery.Sending.failure;
import static email.wildduck.james.delivery.Sending.only;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.delivery.ScriptedPeer;
import email.wildduck.james.delivery.ScriptedPeer.Script;
import email.wildduck.james.delivery.Sending;
import email.wildduck.james.delivery.attempt.DeliveryPolicy;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.TlsMode;
import email.wildduck.james.delivery.attempt.Transport;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries to hosts with policies, over real DNSSEC and real TLS. */
class PublishedSecurityTest {
  private static final SelfSignedCertificate CERTIFICATE =
      SelfSignedCertificate.create(List.of("mx.example"));
  private static final Script BROKEN =
      session -> {
        session.open("STARTTLS");
        session.expect("STARTTLS", "220 go on", "this is no TLS at all");
      };

  private static Policies policies;
  private final SelfSignedCertificate expired =
      SelfSignedCertificate.create(
          List.of("elsewhere.test"),
          SelfSignedCertificate.newKeys(),
          Instant.now().minus(Duration.ofDays(2)),
          Instant.now().minus(Duration.ofDays(1)));
  private final Policies.World world = policies.world();

  @BeforeAll
  static void open() {
    policies = new Policies();
  }

  @AfterAll
  static void closeAll() {
    policies.close();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static Script encrypted(SelfSignedCertificate certificate) {
    return session -> {
      session.open("STARTTLS");
      session.expect("STARTTLS", "220 go on");
      session.tls(certificate);
      session.ehlo();
      session.take();
      session.say("250 taken");
    };
  }

  private static RecipientOutcome deliver(Transport transport, Target target) {
    return only(transport.deliver(Sending.simple(target)));
  }

  private static Target shop(int port) {
    return Target.mxOf("shop.example").onPort(port);
  }

  @Test
  void certificateOfTheHostItselfIsEnoughForDane() {
    try (ScriptedPeer peer = ScriptedPeer.start(encrypted(expired))) {
      world.tlsa(peer.port(), expired.certificate());

      RecipientOutcome outcome = deliver(world.transport(), shop(peer.port()));

      assertThat(outcome.isAccepted()).isTrue();
      assertThat(outcome.peer().orElseThrow().tls().orElseThrow().isVerified()).isTrue();
      assertThat(peer.sessions().get(0).serverNames()).hasSize(1);
      assertThat(peer.sessions().get(0).serverNames().get(0)).contains("mx.example");
      assertThat(world.count("dane", "usable")).isOne();
    }
  }

  @Test
  void anotherCertificateIsRefusedUnderDane() {
    try (SmtpSink sink = SmtpSink.builder().startTls("mx.example").start()) {
      world.tlsa(sink.port(), CERTIFICATE.certificate());

      Failure failure = failure(world.transport().deliver(Sending.simple(shop(sink.port()))));

      assertThat(failure.stage()).isEqualTo(Stage.TLS);
      assertThat(failure.isTemporary()).isTrue();
      assertThat(failure.cause()).isEqualTo(FailureCause.POLICY);
      assertThat(failure.response())
          .contains("4.7.5 TLS failed for DANE of mx.example")
          .contains("no TLSA record of mx.example matches");
      assertThat(sink.received()).isEmpty();
      assertThat(world.count("dane", "failed")).isOne();
    }
  }

  @Test
  void daneNeverFallsBackToPlaintext() {
    try (ScriptedPeer peer = ScriptedPeer.start(BROKEN);
        SmtpSink plain = SmtpSink.start()) {
      world.tlsa(peer.port(), CERTIFICATE.certificate());
      world.tlsa(plain.port(), CERTIFICATE.certificate());

      assertThat(failure(world.transport().deliver(Sending.simple(shop(peer.port())))).stage())
          .isEqualTo(Stage.TLS);
      assertThat(failure(world.transport().deliver(Sending.simple(shop(plain.port())))).response())
          .contains("The peer offers no encryption, which DANE of mx.example needs");
      assertThat(peer.sessions()).allMatch(session -> session.heard("MAIL").isEmpty());
      assertThat(plain.received()).isEmpty();
    }
  }

  @Test
  void recordsThatCannotBeUsedDemandTlsOnly() {
    try (SmtpSink sink = SmtpSink.builder().startTls("elsewhere.test").start();
        SmtpSink plain = SmtpSink.start()) {
      world.unusableTlsa(sink.port()).unusableTlsa(plain.port());

      assertThat(deliver(world.transport(), shop(sink.port())).isAccepted()).isTrue();
      assertThat(sink.received().get(0).tls()).isTrue();
      assertThat(failure(world.transport().deliver(Sending.simple(shop(plain.port())))).stage())
          .isEqualTo(Stage.TLS);
      assertThat(world.count("dane", "unusable")).isEqualTo(2);
    }
  }

  @Test
  void forgedRecordsKeepTheHostFromBeingUsed() {
    try (SmtpSink sink = SmtpSink.start()) {
      world.tlsa(sink.port(), CERTIFICATE.certificate()).forge("TLSA", sink.port());

      Failure failure = failure(world.transport().deliver(Sending.simple(shop(sink.port()))));

      assertThat(failure.response()).startsWith("451 4.4.3 DNSSEC: No valid answer");
      assertThat(sink.connections()).isZero();
      assertThat(world.count("dane", "unavailable")).isOne();
    }
  }

  @Test
  void forgedMailExchangerIsNotUsed() {
    try (SmtpSink sink = SmtpSink.start()) {
      world.mailExchanger("shop.example", "mx.evil.test");

      Failure failure = failure(world.transport().deliver(Sending.simple(shop(sink.port()))));

      assertThat(failure.response()).contains("is not in the signed MX records of shop.example");
      assertThat(sink.connections()).isZero();
    }
  }

  @Test
  void policyIsEnforced() {
    world.sts("plain.test", "enforce", "mx.plain.test");
    try (SmtpSink sink = SmtpSink.builder().startTls("mx.plain.test").start();
        SmtpSink plain = SmtpSink.start()) {
      Transport trusting = world.trusting(sink.certificate().orElseThrow());

      assertThat(deliver(trusting, world.plain(sink.port())).isAccepted()).isTrue();
      assertThat(sink.received().get(0).tls()).isTrue();

      Failure untrusted =
          failure(world.transport().deliver(Sending.simple(world.plain(sink.port()))));
      assertThat(untrusted.response()).contains("TLS failed for MTA-STS of plain.test");
      assertThat(failure(trusting.deliver(Sending.simple(world.plain(plain.port())))).response())
          .contains("The peer offers no encryption, which MTA-STS of plain.test needs");
      assertThat(sink.received()).hasSize(1);
      assertThat(plain.received()).isEmpty();
      assertThat(world.count("mta-sts", "failed")).isEqualTo(2);
    }
  }

  @Test
  void hostThatIsNotInThePolicyIsNotConnectedTo() {
    world.sts("plain.test", "enforce", "*.other.test");
    try (SmtpSink sink = SmtpSink.builder().startTls("mx.plain.test").start()) {
      Failure failure =
          failure(
              world
                  .trusting(sink.certificate().orElseThrow())
                  .deliver(Sending.simple(world.plain(sink.port()))));

      assertThat(failure.response())
          .isEqualTo("451 4.7.0 mx.plain.test is not in the MTA-STS policy of plain.test");
      assertThat(failure.cause()).isEqualTo(FailureCause.POLICY);
      assertThat(sink.connections()).isZero();
      assertThat(world.count("mta-sts", "mismatch")).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"testing", "none"})
  void policyThatIsNotEnforcedKeepsNothingBack(String mode) {
    world.sts("plain.test", mode, "mx.other.test");
    try (SmtpSink sink = SmtpSink.start()) {
      assertThat(deliver(world.transport(), world.plain(sink.port())).isAccepted()).isTrue();

      int told = mode.equals("testing") ? 1 : 0;
      assertThat(world.count("mta-sts", "testing_mismatch")).isEqualTo(told);
      assertThat(world.count("mta-sts", "testing_unverified")).isEqualTo(told);
    }
  }

  @Test
  void policyDoesNotApplyWhereItIsSkippedNorToGivenHosts() {
    world.sts("plain.test", "enforce", "mx.other.test");
    try (SmtpSink sink = SmtpSink.start()) {
      Target given = Sending.to(sink.port());

      assertThat(deliver(world.transport(), world.plain(sink.port()).withoutMtaSts()).isAccepted())
          .isTrue();
      assertThat(
              deliver(world.transport(), world.plain(sink.port()).asLocalDelivery()).isAccepted())
          .isTrue();
      assertThat(deliver(world.transport(), given).isAccepted()).isTrue();
      assertThat(
              deliver(world.transport(), Target.mxOf("[127.0.0.1]").onPort(sink.port()))
                  .isAccepted())
          .isTrue();
    }
  }

  @Test
  void policyDoesNotOverrideDane() {
    world.sts("shop.example", "enforce", "mx.example");
    try (ScriptedPeer peer = ScriptedPeer.start(encrypted(expired));
        SmtpSink trusted = SmtpSink.builder().startTls("mx.example").start()) {
      world
          .tlsa(peer.port(), expired.certificate())
          .tlsa(trusted.port(), CERTIFICATE.certificate());

      // Nobody but DNSSEC vouches for this certificate.
      assertThat(deliver(world.transport(), shop(peer.port())).isAccepted()).isTrue();
      // An authority vouches for this one, but DNSSEC does not.
      Failure failure =
          failure(
              world
                  .trusting(trusted.certificate().orElseThrow())
                  .deliver(Sending.simple(shop(trusted.port()))));
      assertThat(failure.response()).contains("DANE of mx.example");
      assertThat(trusted.received()).isEmpty();
    }
  }

  @Test
  void policyAppliesWhereDaneHasNoUsableRecords() {
    world.sts("shop.example", "enforce", "mx.example");
    try (SmtpSink sink = SmtpSink.builder().startTls("mx.example").start()) {
      world.unusableTlsa(sink.port());

      assertThat(failure(world.transport().deliver(Sending.simple(shop(sink.port())))).response())
          .contains("MTA-STS of shop.example");
    }
  }

  @Test
  void connectionIsSharedUnderTheSameRecordsOnly() {
    try (SmtpSink sink = SmtpSink.builder().startTls("mx.example").start()) {
      Transport transport = world.transport();
      world.tlsa(sink.port(), sink.certificate().orElseThrow());

      assertThat(deliver(transport, shop(sink.port())).isAccepted()).isTrue();
      assertThat(deliver(transport, shop(sink.port())).isAccepted()).isTrue();
      assertThat(sink.connections()).isEqualTo(1);
      // The same host for a domain that has not signed its MX: no DANE, another connection.
      world.mailExchanger("other.test", "mx.example");
      assertThat(deliver(transport, Target.mxOf("other.test").onPort(sink.port())).isAccepted())
          .isTrue();
      assertThat(sink.connections()).isEqualTo(2);
    }
  }

  @Test
  void relayIsHeldToItsRecordsWhereTheZoneDemandsDane() {
    try (SmtpSink sink = SmtpSink.builder().startTls("mx.example").start()) {
      world.tlsa(sink.port(), sink.certificate().orElseThrow());

      RecipientOutcome outcome =
          only(
              world
                  .transport()
                  .deliver(
                      Sending.request(world.relay("mx.example", sink.port()))
                          .recipient(Recipient.of("bob@example.net"))
                          .policy(DeliveryPolicy.standard().withTls(TlsMode.DANE))
                          .build()));

      assertThat(outcome.isAccepted()).isTrue();
      assertThat(outcome.peer().orElseThrow().tls().orElseThrow().isVerified()).isTrue();
    }
  }
}
