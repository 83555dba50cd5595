package email.wildduck.james.core.cert;

import static email.wildduck.james.core.cert.TestCertificates.NOW;
import static email.wildduck.james.core.cert.TestCertificates.forDays;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.error.TemporaryFailureException;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertificateChoiceTest {
  private static final String MAIL = "mail.example.com";

  private final MutableClock clock = new MutableClock(NOW.toString());
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final CertificateMetrics metrics = new CertificateMetrics(registry);
  private final ServerCertificate own = certificate(300, "port.example.net");
  private final List<ServerCertificate> ofPort = new ArrayList<>(List.of(own));
  private final List<ServerCertificate> named = new ArrayList<>();
  private Optional<ServerCertificate> found = Optional.empty();
  private boolean away;

  private final CertificateChoice choice =
      new CertificateChoice(
          () -> List.copyOf(ofPort),
          () -> List.copyOf(named),
          this::search,
          clock,
          new CertificateEvents(clock, registry),
          metrics);

  @Test
  void withoutANameThePortsOwnIsShown() {
    found = Optional.of(certificate(30, MAIL));

    assertThat(choice.choose(Optional.empty())).containsExactly(own);
    assertCounted("default");
  }

  @Test
  void aNameNobodyHasACertificateForGetsThePortsOwn() {
    assertChosen(own);
    assertCounted("default");
  }

  @Test
  void theDatabaseComesAfterAFileForThatNameAndBeforeAWildcard() {
    ServerCertificate wildcard = certificate(30, "*.example.com");
    ServerCertificate stored = certificate(30, MAIL);
    ServerCertificate file = certificate(30, MAIL);

    named.add(wildcard);
    assertChosen(wildcard);
    found = Optional.of(stored);
    assertChosen(stored);
    named.add(file);
    assertChosen(file);
    assertCounted("hit");
  }

  @Test
  void ofTwoFilesForANameThatWhichExpiresLastIsFirst() {
    ServerCertificate sooner = certificate(10, MAIL);
    ServerCertificate later = certificate(80, MAIL);
    named.addAll(List.of(sooner, later));

    assertChosen(later, sooner);
  }

  @Test
  void anExpiredFileGivesWayToTheDatabase() {
    named.add(certificate(-1, MAIL));
    ServerCertificate stored = certificate(30, MAIL);
    found = Optional.of(stored);

    assertChosen(stored);
  }

  @Test
  void anExpiredOneGivesWayToThePortsOwnWhenThatIsForTheName() {
    found = Optional.of(certificate(-1, MAIL));
    ServerCertificate alsoForMail = certificate(30, "port.example.net", "*.example.com");
    ofPort.set(0, alsoForMail);

    assertChosen(alsoForMail);
  }

  @Test
  void anExpiredOneIsShownWhenNothingElseIsForTheName() {
    ServerCertificate expired = certificate(-1, MAIL);
    found = Optional.of(expired);

    assertChosen(expired);
  }

  @Test
  void aCertificateExpiresWhileItIsInUse() {
    ServerCertificate file = certificate(1, MAIL);
    ServerCertificate stored = certificate(30, MAIL);
    named.add(file);
    found = Optional.of(stored);

    assertChosen(file);
    clock.advance(Duration.ofDays(2));
    assertChosen(stored);
  }

  @Test
  void withoutADatabaseThePortsOwnIsShownAndCountedAsAnError() {
    away = true;

    assertChosen(own);
    assertCounted("error");
  }

  @Test
  void withoutADatabaseFilesAreShownStill() {
    away = true;
    ServerCertificate wildcard = certificate(30, "*.example.com");
    named.add(wildcard);

    assertChosen(wildcard);
    assertCounted("hit");
  }

  @Test
  void theMetricsTellWhenTheFirstOfANameExpires() {
    metrics.watch(() -> List.of(certificate(30, MAIL), certificate(10, MAIL), own));

    assertThat(expiry(MAIL)).isEqualTo(NOW.plus(Duration.ofDays(10)).getEpochSecond());
    assertThat(expiry("port.example.net"))
        .isEqualTo(NOW.plus(Duration.ofDays(300)).getEpochSecond());
  }

  private static ServerCertificate certificate(int days, String... names) {
    ServerCertificate loaded = TestCertificates.loaded(forDays(days, names));
    return loaded.named(names[0]);
  }

  private Optional<ServerCertificate> search(ServerName name) {
    if (away) {
      throw new TemporaryFailureException("away", new IllegalStateException());
    }
    return found;
  }

  private void assertChosen(ServerCertificate... expected) {
    assertThat(choice.choose(ServerName.of(MAIL))).containsExactly(expected);
  }

  private void assertCounted(String result) {
    assertThat(TestMetrics.value(registry, "wildduck_tls_certificate_lookups", result))
        .isPositive();
  }

  private long expiry(String servername) {
    return (long)
        TestMetrics.value(
            registry, "wildduck_tls_certificate_expiry_timestamp_seconds", servername);
  }
}
