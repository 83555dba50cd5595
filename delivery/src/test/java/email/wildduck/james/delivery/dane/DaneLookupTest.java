package email.wildduck.james.delivery.dane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.delivery.attempt.DaneTerms;
import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.TlsDemand;
import email.wildduck.james.delivery.attempt.TlsMode;
import email.wildduck.james.delivery.dns.LocalDnsServer;
import email.wildduck.james.delivery.dns.SignedZone;
import email.wildduck.james.delivery.dns.ValidatedDns;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Type;

/** RFC 7672 §2, with real signatures. */
class DaneLookupTest {
  private static final String DIGEST = "ab".repeat(32);

  private final SignedZone zone =
      new SignedZone()
          .add("shop.example", Type.MX, "10 mx.example.")
          .add("mx.example", Type.A, "192.0.2.25");
  private final LocalDnsServer server = LocalDnsServer.start(zone::answer);
  private final DaneLookup dane =
      new DaneLookup(
          ValidatedDns.validating(
              server.resolver(),
              zone.trustAnchor(),
              Clock.systemUTC(),
              Duration.ofSeconds(20),
              Duration.ofHours(1)));

  @AfterEach
  void close() {
    server.close();
  }

  private Optional<TlsDemand> shop() throws DeliveryFailure {
    return dane.ofMailExchanger("shop.example", "mx.example", 25);
  }

  private static DaneTerms terms(Optional<TlsDemand> demand) {
    return demand.orElseThrow().dane().orElseThrow();
  }

  @Test
  void signedRecordsVouchForTheHost() throws DeliveryFailure {
    zone.add("_25._tcp.mx.example", Type.TLSA, "3 1 1 " + DIGEST)
        .add("_25._tcp.mx.example", Type.TLSA, "0 0 1 " + DIGEST);

    DaneTerms terms = terms(shop());

    assertThat(terms.baseDomain()).isEqualTo("mx.example");
    assertThat(terms.names()).containsExactlyInAnyOrder("mx.example", "shop.example");
    assertThat(terms.records()).extracting(Object::toString).containsExactly("3 1 1");
  }

  @Test
  void recordsOfAnotherPortDoNotCount() throws DeliveryFailure {
    zone.add("_25._tcp.mx.example", Type.TLSA, "3 1 1 " + DIGEST);

    assertThat(dane.ofMailExchanger("shop.example", "mx.example", 2525)).isEmpty();
  }

  @Test
  void withoutRecordsThereIsNoDane() throws DeliveryFailure {
    assertThat(shop()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 1", "1 1 1", "3 2 1", "3 1 3", "3 1 2", "255 1 1"})
  void recordsThatNobodyCanUseStillMeanTls(String parameters) throws DeliveryFailure {
    zone.add("_25._tcp.mx.example", Type.TLSA, parameters + " " + DIGEST);

    assertThat(shop()).contains(TlsDemand.of(TlsMode.REQUIRED));
  }

  @Test
  void domainThatIsNotSignedHasNoDane() throws DeliveryFailure {
    zone.add("shop.plain", Type.MX, "10 mx.example.")
        .add("_25._tcp.mx.example", Type.TLSA, "3 1 1 " + DIGEST);

    assertThat(dane.ofMailExchanger("shop.plain", "mx.example", 25)).isEmpty();
  }

  @Test
  void hostThatIsNotSignedHasNoDane() throws DeliveryFailure {
    zone.add("other.example", Type.MX, "10 host.plain.").add("host.plain", Type.A, "192.0.2.26");

    assertThat(dane.ofMailExchanger("other.example", "host.plain", 25)).isEmpty();
  }

  @Test
  void hostThatTheSignedRecordsDoNotNameIsNotUsed() {
    assertThatThrownBy(() -> dane.ofMailExchanger("shop.example", "mx.evil.test", 25))
        .isInstanceOf(DeliveryFailure.class)
        .hasMessageContaining(
            "451 4.4.3 DNSSEC: mx.evil.test is not in the signed MX records of shop.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MX shop.example", "A mx.example", "TLSA _25._tcp.mx.example"})
  void forgedAnswerIsNotTakenForNoDane(String question) {
    zone.add("_25._tcp.mx.example", Type.TLSA, "3 1 1 " + DIGEST).forge(question);

    assertThatThrownBy(this::shop)
        .isInstanceOfSatisfying(
            DeliveryFailure.class,
            failure -> {
              assertThat(failure.failure().isTemporary()).isTrue();
              assertThat(failure.failure().response())
                  .startsWith("451 4.4.3 DNSSEC: No valid answer about the ");
            });
  }

  @Test
  void domainWithoutMailExchangersIsItsOwnHost() throws DeliveryFailure {
    zone.add("_25._tcp.mx.example", Type.TLSA, "3 1 1 " + DIGEST);

    assertThat(terms(dane.ofMailExchanger("mx.example", "mx.example", 25)).names())
        .containsExactly("mx.example");
  }

  @Test
  void recordsAreLookedForAtTheEndOfAliasesFirst() throws DeliveryFailure {
    zone.add("other.example", Type.MX, "10 alias.example.")
        .add("alias.example", Type.CNAME, "mx.example.")
        .add("_25._tcp.alias.example", Type.TLSA, "3 1 1 " + DIGEST);

    assertThat(terms(dane.ofMailExchanger("other.example", "alias.example", 25)).baseDomain())
        .isEqualTo("alias.example");

    zone.add("_26._tcp.alias.example", Type.TLSA, "3 1 1 " + DIGEST)
        .add("_26._tcp.mx.example", Type.TLSA, "3 1 1 " + DIGEST);
    assertThat(terms(dane.ofMailExchanger("other.example", "alias.example", 26)).baseDomain())
        .isEqualTo("mx.example");
  }

  @Test
  void aliasIntoAZoneThatIsNotSignedKeepsItsOwnRecords() throws DeliveryFailure {
    zone.add("other.example", Type.MX, "10 outside.example.")
        .add("outside.example", Type.CNAME, "host.plain.")
        .add("host.plain", Type.A, "192.0.2.26")
        .add("_25._tcp.outside.example", Type.TLSA, "3 1 1 " + DIGEST);

    assertThat(terms(dane.ofMailExchanger("other.example", "outside.example", 25)).baseDomain())
        .isEqualTo("outside.example");
  }

  @Test
  void givenHostIsAskedForItsOwnRecords() throws DeliveryFailure {
    zone.add("_587._tcp.mx.example", Type.TLSA, "3 1 1 " + DIGEST);

    assertThat(terms(dane.ofHost("mx.example", 587)).names()).containsExactly("mx.example");
    assertThat(dane.ofHost("mx.example", 25)).isEmpty();
  }
}
