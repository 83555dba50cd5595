package email.wildduck.james.core.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.Vectors;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DkimKeyTest {
  private static final JsonNode KEYS = Vectors.file("dkim.json").get("keys");
  private static final byte[] DATA = {1, 2, 3};

  @Test
  void bothPemFormsOfAnRsaKeyAreTheSameKey() {
    DkimKey pkcs8 = key(KEYS.at("/rsa1024/privateKey").asText());
    DkimKey pkcs1 = key(KEYS.get("rsa1024pkcs1").asText());

    assertThat(pkcs1.algorithm()).isEqualTo("rsa-sha256");
    assertThat(pkcs1.sign(DATA)).isEqualTo(pkcs8.sign(DATA));
  }

  @Test
  void bothFormsOfAnEd25519KeyAreTheSameKey() {
    DkimKey pkcs8 = key(KEYS.at("/ed25519/privateKey").asText());
    DkimKey seed = key(KEYS.get("ed25519RawBase64").asText());

    assertThat(seed.algorithm()).isEqualTo("ed25519-sha256");
    assertThat(seed.sign(DATA)).isEqualTo(pkcs8.sign(DATA));
  }

  @Test
  void lineEndsAndTextAroundTheKeyDoNotMatter() {
    String pem = KEYS.at("/rsa2048/privateKey").asText();

    assertThat(key("Bag Attributes\r\n" + pem.replace("\n", "\r\n") + "\r\n").sign(DATA))
        .isEqualTo(key(pem).sign(DATA));
  }

  @Test
  void anRsaKeyBelow1024BitsIsRefused() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(768);

    assertThatThrownBy(() -> key(pem(generator.generateKeyPair().getPrivate())))
        .isInstanceOf(DkimKeyException.class)
        .hasMessage(
            "DKIM key s._domainkey.example.com: an RSA key of 768 bits; at least 1024 are needed");
  }

  @Test
  void aKeyOfAnotherKindIsRefused() throws GeneralSecurityException {
    String ec = pem(KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate());

    assertThatThrownBy(() -> key(ec))
        .isInstanceOf(DkimKeyException.class)
        .hasMessageContaining("neither RSA nor Ed25519");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nMIICdgIBADANBgkqhkiG9w0BAQEFAAS=\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nMAA=\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
        "$wd01$aes-256-gcm$00$00$00"
      })
  void whatIsNoPrivateKeyIsATemporaryFailure(String text) {
    assertThatThrownBy(() -> key(text))
        .isInstanceOfSatisfying(DkimKeyException.class, e -> assertThat(e.isTemporary()).isTrue())
        .hasMessageStartingWith("DKIM key s._domainkey.example.com: ");
  }

  @Test
  void aTextOfAbsurdLengthIsRefused() {
    assertThatThrownBy(() -> key(KEYS.at("/rsa1024/privateKey").asText() + " ".repeat(100_000)))
        .isInstanceOf(DkimKeyException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "example.com,example.com",
    "jõgeva.ee,xn--jgeva-dua.ee",
    "faß.de,xn--fa-hia.de",
    "mail.пример.рф,mail.xn--e1afmkfd.xn--p1ai",
    "o\u0308sterreich.at,xn--osterreich-y2f.at",
    "例え.テスト,xn--r8jz45g.xn--zckzah",
    "😀.example,xn--e28h.example"
  })
  void theDomainIsNamedInPunycodeWithoutMapping(String domain, String ascii) {
    assertThat(TestKeys.key(domain, "wd1").domain()).isEqualTo(ascii);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a;d=x", "a..b", "[127.0.0.1]", "-a.example", "a\r\nb"})
  void aDomainOrSelectorThatCannotStandInATagIsRefused(String text) {
    assertThatThrownBy(() -> TestKeys.key(text, "wd1")).isInstanceOf(DkimKeyException.class);
    assertThatThrownBy(() -> DkimKey.of("example.com", text, KEYS.get("ed25519RawBase64").asText()))
        .isInstanceOf(DkimKeyException.class);
  }

  @Test
  void theTextOfAKeyShowsNoSecret() {
    assertThat(key(KEYS.get("ed25519RawBase64").asText()))
        .hasToString("DkimKey[s._domainkey.example.com, ed25519-sha256]");
  }

  private static DkimKey key(String privateKey) {
    return DkimKey.of("example.com", "s", privateKey);
  }

  private static String pem(Key key) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }
}
