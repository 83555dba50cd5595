package email.wildduck.james.core.cert;

import static email.wildduck.james.core.cert.TestCertificates.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerCertificateTest {
  private final SelfSignedCertificate ec = TestCertificates.forDays(30, "a.example");

  @Test
  void keysOfEllipticCurvesAreReadFromPkcs8AndSec1() throws Exception {
    String curve = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    ServerCertificate pkcs8 = TestCertificates.loaded(ec);
    ServerCertificate sec1 =
        ServerCertificate.ofPem(curve + sec1(ec.privateKeyPem()), ec.certificatePem());

    assertThat(pkcs8.keyType()).isEqualTo("EC");
    assertThat(((java.security.interfaces.ECPrivateKey) sec1.privateKey()).getS())
        .isEqualTo(((java.security.interfaces.ECPrivateKey) pkcs8.privateKey()).getS());
  }

  @Test
  void keysOfRsaAreReadFromPkcs8AndPkcs1() throws Exception {
    SelfSignedCertificate rsa = TestCertificates.with(rsa(), 30, "a.example");
    String pkcs1 = pem("RSA PRIVATE KEY", inner(rsa.privateKeyPem()));

    assertThat(TestCertificates.loaded(rsa).keyType()).isEqualTo("RSA");
    assertThat(ServerCertificate.ofPem(pkcs1, rsa.certificatePem()).privateKey())
        .isEqualTo(TestCertificates.loaded(rsa).privateKey());
  }

  @Test
  void theChainKeepsItsOrder() {
    SelfSignedCertificate issuer = TestCertificates.forDays(30, "issuer.example");

    ServerCertificate certificate =
        ServerCertificate.ofPem(
            ec.privateKeyPem(), "text\n" + ec.certificatePem() + issuer.certificatePem());

    assertThat(certificate.chain()).containsExactly(ec.certificate(), issuer.certificate());
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() {
    SelfSignedCertificate other = TestCertificates.forDays(30, "a.example");

    assertBroken(
        other.privateKeyPem(),
        ec.certificatePem(),
        "the private key does not belong to the first certificate");
  }

  @Test
  void aKeyOfAnotherKindIsRefused() throws Exception {
    SelfSignedCertificate rsa = TestCertificates.with(rsa(), 30, "a.example");

    assertBroken(
        rsa.privateKeyPem(),
        ec.certificatePem(),
        "the private key does not belong to the first certificate");
  }

  @Test
  void whatIsMissingIsSaid() {
    assertBroken("", ec.certificatePem(), "there is no private key; it must be PEM: ");
    assertBroken(ec.privateKeyPem(), "", "there is no certificate; it must be PEM: CERTIFICATE");
    assertBroken(
        pem("ENCRYPTED PRIVATE KEY", new byte[8]),
        ec.certificatePem(),
        "the private key is a ENCRYPTED PRIVATE KEY, which is not supported");
  }

  @Test
  void aDamagedKeyIsRefusedWithoutTellingIt() {
    String damaged = ec.privateKeyPem().replace("-----\nM", "-----\nA");

    assertThatThrownBy(() -> ServerCertificate.ofPem(damaged, ec.certificatePem()))
        .isInstanceOf(BrokenCertificateException.class)
        .hasMessageStartingWith("the private key cannot be read (")
        .hasNoCause();
  }

  @Test
  void aDamagedCertificateIsRefused() {
    assertBroken(
        ec.privateKeyPem(), pem("CERTIFICATE", new byte[20]), "the certificate cannot be read");
  }

  @ParameterizedTest
  @CsvSource({
    "a.example, true, true",
    "A.EXAMPLE, true, true",
    "x.b.example, false, true",
    "y.x.b.example, false, false",
    "b.example, false, false",
    "c.example, false, false"
  })
  void aWildcardCoversOneLabel(String wanted, boolean exactly, boolean covered) {
    ServerCertificate certificate =
        TestCertificates.loaded(TestCertificates.forDays(30, "a.example", "*.b.example"));

    assertThat(certificate.names(name(wanted))).isEqualTo(exactly);
    assertThat(certificate.covers(name(wanted))).isEqualTo(covered);
  }

  private static KeyPair rsa() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static void assertBroken(String key, String certificates, String reason) {
    assertThatThrownBy(() -> ServerCertificate.ofPem(key, certificates))
        .isInstanceOf(BrokenCertificateException.class)
        .hasMessageStartingWith(reason);
  }

  /** The key within PKCS#8. */
  private static byte[] inner(String pkcs8) throws Exception {
    return PrivateKeyInfo.getInstance(PemBlocks.of(pkcs8).get(0).der())
        .parsePrivateKey()
        .toASN1Primitive()
        .getEncoded();
  }

  /** As OpenSSL writes it, with the curve in the key; PKCS#8 has it beside the key. */
  private static String sec1(String pkcs8) throws Exception {
    ECPrivateKey key = ECPrivateKey.getInstance(inner(pkcs8));
    return pem(
        "EC PRIVATE KEY",
        new ECPrivateKey(256, key.getKey(), X9ObjectIdentifiers.prime256v1).getEncoded());
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
