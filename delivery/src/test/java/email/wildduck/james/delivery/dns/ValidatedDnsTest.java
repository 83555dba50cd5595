package email.wildduck.james.delivery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.delivery.TestDns;
import email.wildduck.james.delivery.attempt.TlsaRecord;
import email.wildduck.james.delivery.dns.LocalDnsServer.Answer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** A signed zone and one that is not, over UDP. */
class ValidatedDnsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration HOUR = Duration.ofHours(1);

  private final SignedZone zone =
      new SignedZone()
          .add("shop.example", Type.MX, "10 mx.example.")
          .add("mx.example", Type.A, "192.0.2.25")
          .add("six.example", Type.AAAA, "2001:db8::25")
          .add("alias.example", Type.CNAME, "mx.example.")
          .add("outside.example", Type.CNAME, "host.plain.")
          .add("_25._tcp.mx.example", Type.TLSA, "3 1 1 " + "ab".repeat(32))
          .add("shop.plain", Type.MX, "10 host.plain.")
          .add("host.plain", Type.A, "192.0.2.26");
  private final LocalDnsServer server = LocalDnsServer.start(zone::answer);
  private final SecureDns dns =
      ValidatedDns.validating(
          server.resolver(), zone.trustAnchor(), Clock.systemUTC(), LIMIT, HOUR);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void signedRecordsAreSecure() throws DnsException {
    SecureAnswer<MxRecord> found = dns.mailExchangers("shop.example");

    assertThat(found.isSecure()).isTrue();
    assertThat(found.records()).containsExactly(new MxRecord(10, "mx.example"));
    assertThat(found.name()).isEqualTo("shop.example");
    assertThat(dns.tlsa("_25._tcp.mx.example").records())
        .containsExactly(new TlsaRecord(3, 1, 1, digest()));
  }

  private static byte[] digest() {
    byte[] digest = new byte[32];
    Arrays.fill(digest, (byte) 0xab);
    return digest;
  }

  @Test
  void addressesOfEitherFamilyAreFound() throws DnsException {
    assertThat(dns.addresses("mx.example").records()).hasSize(1);
    assertThat(dns.addresses("six.example").records()).hasSize(1);
    assertThat(dns.addresses("six.example").isSecure()).isTrue();
  }

  @Test
  void recordsOfAZoneThatIsNotSignedAreNot() throws DnsException {
    SecureAnswer<MxRecord> found = dns.mailExchangers("shop.plain");

    assertThat(found.isSecure()).isFalse();
    assertThat(found.records()).containsExactly(new MxRecord(10, "host.plain"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mx.example", "nowhere.example", "_25._tcp.six.example"})
  void absenceIsSignedToo(String name) throws DnsException {
    SecureAnswer<TlsaRecord> found = dns.tlsa(name);

    assertThat(found.isSecure()).isTrue();
    assertThat(found.records()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"host.plain", "nowhere.plain"})
  void absenceOutsideOfSignedZonesIsNot(String name) throws DnsException {
    SecureAnswer<MxRecord> found = dns.mailExchangers(name);

    assertThat(found.isSecure()).isFalse();
    assertThat(found.records()).isEmpty();
  }

  @Test
  void aliasesAreFollowedAndMustBeSignedToTheirEnd() throws DnsException {
    assertThat(dns.addresses("alias.example").isSecure()).isTrue();
    assertThat(dns.addresses("alias.example").name()).isEqualTo("mx.example");
    assertThat(dns.addresses("outside.example").isSecure()).isFalse();
    assertThat(dns.addresses("outside.example").name()).isEqualTo("host.plain");
    assertThat(dns.alias("outside.example").isSecure()).isTrue();
    assertThat(dns.alias("outside.example").records()).containsExactly("host.plain");
    assertThat(dns.alias("mx.example").records()).isEmpty();
  }

  @Test
  void forgedRecordsAreNoAnswer() {
    zone.forge("MX shop.example");

    assertThatThrownBy(() -> dns.mailExchangers("shop.example"))
        .isInstanceOf(DnsException.class)
        .hasMessageContaining("SERVFAIL for shop.example MX");
  }

  @Test
  void expiredSignaturesAreNoAnswer() {
    zone.expired();

    assertThatThrownBy(() -> dns.mailExchangers("shop.example")).isInstanceOf(DnsException.class);
  }

  @Test
  void failureOfTheNameServerIsNoAnswer() {
    try (LocalDnsServer broken = LocalDnsServer.start(question -> Answer.failed(Rcode.SERVFAIL))) {
      SecureDns asking =
          ValidatedDns.validating(
              broken.resolver(), zone.trustAnchor(), Clock.systemUTC(), LIMIT, HOUR);

      assertThatThrownBy(() -> asking.tlsa("_25._tcp.mx.example")).isInstanceOf(DnsException.class);
    }
  }

  @Test
  void answersAreKept() throws DnsException {
    var unused = dns.mailExchangers("shop.example");
    int questions = server.questions();

    assertThat(dns.mailExchangers("SHOP.example").records()).hasSize(1);
    assertThat(server.questions()).isEqualTo(questions);
  }

  @Test
  void resolverOfThisMachineIsBelieved() throws DnsException {
    try (LocalDnsServer checking =
        LocalDnsServer.start(question -> zone.answer(question).asAuthentic())) {
      SecureDns believing = ValidatedDns.believing(checking.resolver(), LIMIT, HOUR);

      assertThat(believing.mailExchangers("shop.plain").isSecure()).isTrue();
    }
    SecureDns believing = ValidatedDns.believing(server.resolver(), LIMIT, HOUR);
    assertThat(believing.mailExchangers("shop.example").isSecure()).isFalse();
  }

  @Test
  void recordsOfAnotherNameDoNotCount() throws DnsException {
    Name other = Name.fromConstantString("other.example.");
    try (LocalDnsServer lying =
        LocalDnsServer.start(
            question ->
                Answer.of(new ARecord(other, DClass.IN, 300, TestDns.address("192.0.2.1")))
                    .asAuthentic())) {
      SecureDns believing = ValidatedDns.believing(lying.resolver(), LIMIT, HOUR);

      assertThat(believing.addresses("mx.example").records()).isEmpty();
    }
  }

  @Test
  void trustAnchorThatCannotBeReadIsRefused() {
    assertThatThrownBy(
            () ->
                ValidatedDns.validating(
                    server.resolver(), ". IN DS nonsense", Clock.systemUTC(), LIMIT, HOUR))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
