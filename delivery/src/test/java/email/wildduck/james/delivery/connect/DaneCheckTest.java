package email.wildduck.james.delivery.connect;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.delivery.attempt.DaneTerms;
import email.wildduck.james.delivery.attempt.TlsaRecord;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7671 §5 and RFC 7672 §3, certificate by certificate. */
class DaneCheckTest {
  private static final KeyPair ROOT_KEYS = SelfSignedCertificate.newKeys();
  private static final KeyPair KEYS = SelfSignedCertificate.newKeys();
  private static final X509Certificate ROOT = Certificates.authority("Root", ROOT_KEYS);
  private static final X509Certificate LEAF =
      Certificates.signed("mx.example", KEYS, "Root", ROOT_KEYS, Duration.ofDays(1));
  private static final X509Certificate EXPIRED =
      Certificates.signed("mx.example", KEYS, "Root", ROOT_KEYS, Duration.ofMinutes(-1));
  private static final X509Certificate STRANGER =
      Certificates.authority("Root", SelfSignedCertificate.newKeys());

  private static TlsaRecord record(
      int usage, int selector, int matching, X509Certificate certificate) {
    try {
      byte[] data =
          selector == 0 ? certificate.getEncoded() : certificate.getPublicKey().getEncoded();
      String digest = matching == 1 ? "SHA-256" : "SHA-512";
      return new TlsaRecord(
          usage,
          selector,
          matching,
          matching == 0 ? data : MessageDigest.getInstance(digest).digest(data));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(String name, List<X509Certificate> chain, TlsaRecord... records)
      throws CertificateException {
    new DaneCheck(new DaneTerms(name, Set.of(name), List.of(records)))
        .checkServerTrusted(chain.toArray(new X509Certificate[0]), "UNKNOWN", new Socket());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "0, 2", "1, 0", "1, 1", "1, 2"})
  void ownCertificateIsVouchedForWhateverItsNameAndDates(int selector, int matching) {
    assertThatCode(
            () -> check("other.example", List.of(EXPIRED), record(3, selector, matching, EXPIRED)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "0, 2", "1, 0", "1, 1", "1, 2"})
  void anotherCertificateIsNot(int selector, int matching) {
    assertThatThrownBy(
            () -> check("mx.example", List.of(LEAF), record(3, selector, matching, ROOT)))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("no TLSA record of mx.example matches");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "0, 2", "1, 0", "1, 1", "1, 2"})
  void chainToAnAuthorityThatIsShownIsVouchedFor(int selector, int matching) {
    assertThatCode(
            () -> check("mx.example", List.of(LEAF, ROOT), record(2, selector, matching, ROOT)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void authorityThatIsInTheRecordNeedNotBeShown(int selector) {
    assertThatCode(() -> check("mx.example", List.of(LEAF), record(2, selector, 0, ROOT)))
        .doesNotThrowAnyException();
  }

  @Test
  void authorityThatIsNeitherShownNorInTheRecordVouchesForNothing() {
    assertThatThrownBy(() -> check("mx.example", List.of(LEAF), record(2, 1, 1, ROOT)))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void authorityVouchesForNamesAndDates() {
    TlsaRecord authority = record(2, 1, 1, ROOT);

    assertThatThrownBy(() -> check("other.example", List.of(LEAF, ROOT), authority))
        .hasMessageContaining("the certificate is for none of [other.example]");
    assertThatThrownBy(() -> check("mx.example", List.of(EXPIRED, ROOT), authority))
        .hasMessageContaining("no valid chain");
  }

  @Test
  void authorityThatHasNotSignedVouchesForNothing() {
    assertThatThrownBy(
            () -> check("mx.example", List.of(LEAF, STRANGER), record(2, 0, 1, STRANGER)))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> check("mx.example", List.of(LEAF), record(2, 1, 0, STRANGER)))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void ownCertificateIsNoAuthority() {
    assertThatThrownBy(() -> check("mx.example", List.of(LEAF), record(2, 0, 1, LEAF)))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void oneOfSeveralRecordsIsEnough() {
    assertThatCode(
            () ->
                check(
                    "mx.example",
                    List.of(LEAF, ROOT),
                    record(3, 1, 1, STRANGER),
                    record(2, 0, 2, STRANGER),
                    record(2, 1, 2, ROOT)))
        .doesNotThrowAnyException();
  }

  @Test
  void recordWhoseDataAreNoCertificateVouchesForNothing() {
    TlsaRecord broken = new TlsaRecord(2, 0, 0, new byte[] {1, 2, 3});
    TlsaRecord brokenKey = new TlsaRecord(2, 1, 0, new byte[] {1, 2, 3});

    assertThatThrownBy(() -> check("mx.example", List.of(LEAF, ROOT), broken, brokenKey))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("matches");
  }

  @ParameterizedTest
  @CsvSource({"a.wild.example, true", "wild.example, false", "a.b.wild.example, false"})
  void wildcardStandsForOneLabel(String name, boolean valid) {
    X509Certificate wild =
        Certificates.signed("*.wild.example", KEYS, "Root", ROOT_KEYS, Duration.ofDays(1));

    AbstractThrowableAssert<?, ?> check =
        assertThatCode(() -> check(name, List.of(wild, ROOT), record(2, 1, 1, ROOT)));
    if (valid) {
      check.doesNotThrowAnyException();
    } else {
      check.hasMessageContaining("the certificate is for none of");
    }
  }
}
