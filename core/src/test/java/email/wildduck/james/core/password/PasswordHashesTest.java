package email.wildduck.james.core.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.Vectors;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashesTest {
  private static final String FILE = "password-hashes.json";

  private final PasswordHashes hashes = new PasswordHashes(new SecureRandom());

  @TestFactory
  Stream<DynamicTest> everyFormatOfWildDuckIsVerifiedAsThere() {
    return Vectors.cases(FILE, "cases").map(c -> dynamicTest(nameOf(c), () -> verify(c)));
  }

  @TestFactory
  Stream<DynamicTest> unsupportedAndBrokenHashesAnswerAsInWildDuck() {
    return Vectors.cases(FILE, "unsupportedOrBroken")
        .map(c -> dynamicTest("'" + c.path("hash").asText() + "'", () -> verifyBroken(c)));
  }

  @TestFactory
  Stream<DynamicTest> pbkdf2IsBuiltFromItsPartsAsInWildDuck() {
    return Vectors.cases(FILE, "anatomy")
        .map(c -> dynamicTest(c.path("digest").asText(), () -> buildPbkdf2(c)));
  }

  @Test
  void newHashIsInWildDucksDefaultFormat() {
    JsonNode defaults = Vectors.file(FILE).path("defaults");
    String hash = hashes.hash("secretpass");
    String[] parts = hash.split("\\$");
    assertThat(parts[1]).isEqualTo("pbkdf2-" + defaults.path("digest").asText());
    assertThat(parts[2]).isEqualTo("i=" + defaults.path("iterations").asText());
    assertThat(Base64.getDecoder().decode(parts[3])).hasSize(defaults.path("saltSize").asInt());
    assertThat(Base64.getDecoder().decode(parts[4])).hasSize(32);
    assertThat(hashes.matches("secretpass", hash)).isTrue();
    assertThat(hashes.matches("secretpasS", hash)).isFalse();
    assertThat(hashes.shouldRehash(hash)).isFalse();
    assertThat(hashes.hash("secretpass")).as("another salt each time").isNotEqualTo(hash);
  }

  // Results of the library WildDuck verifies traditional crypt(3) with.
  @ParameterizedTest
  @CsvSource({
    "secretpass, abSsy3GvmHpeQ",
    "secretpa, abSsy3GvmHpeQ",
    "'', ./Una9Fi.seRo",
    "Päßwörd ✓, ab/lof6kOVCa6",
    "✓abc, abKSkinpHph6E",
    "Āx, abMO8jH6cKLOY",
    "ä, ./WQ4zKq3BrJQ",
    "d, ./WQ4zKq3BrJQ",
    "😀a, ab4KxOb8yrXSo",
  })
  void desTakesTheLowBitsOfTheFirstEightUnits(String password, String hash) {
    assertThat(hashes.matches(password, hash)).isTrue();
    assertThat(hashes.matches("y" + password, hash)).isFalse();
    assertThat(HashAlgorithm.of(hash)).contains(HashAlgorithm.DES_CRYPT);
    assertThat(hashes.shouldRehash(hash)).isTrue();
  }

  // Results of WildDuck's own MD5-crypt, where crypt(3) gives others.
  @ParameterizedTest
  @CsvSource({
    "äbc, $1$saltsalt$DC8pEalE8Yao.NJlKn1Kw1",
    "✓, $1$s$4mgVH/cQny.LCD8g9Q6pe.",
    "😀abc, $1$saltsalt$OhTMpV.fIbIZ1flKHLsh51",
    "õäöüõäöüõäöüõäöüõäöü, $1$salt$8P9Z497lQHt1T3xUqOx.P1",
    "secretpass, $1$averylongsaltindeed$dsDWmewXFSTAgj4LpYVXN1",
  })
  void md5CryptCountsUnitsAndKeepsLongSalts(String password, String hash) {
    assertThat(hashes.matches(password, hash)).isTrue();
    assertThat(hashes.matches(password + "x", hash)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$pbkdf2-sha256$i=2147483648$ABEiM0RVZneImaq7zN3u/w$3EHLzJpXkdH0BqBn6EjzFek4WUt2xsBYc/TjSSEKAro",
        "$pbkdf2-sha256$i=99999999999999999999999$ABEiM0RVZneImaq7zN3u/w$3EHLzJpXkdH0BqBn6EjzFek4",
        "$2b$31$dkk6RPgDQw0aM0JzLlVqAep9fnAyaJaDi3SUdM2HmR204wZ2k7qIa",
        "$6$rounds=999999999$saltsalt1234$qXvtiD7ZaZMz1bMmM8zxoZBFRpJBs.l3Oy5d.rehRuJxZ8/l/bzLZ/UH2Q9wkTvYqD9mBOwmTxFTf74VzH8aG.",
        "$5$rounds=99999999999$saltsalt1234$swEqQ.jTDUcxxT1iAUWat7G/r5amjXvPiBdxakLGkp3",
        "$argon2id$v=19$m=8388608,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$wMO6O8j2ig70nqt5yGIN0pGu9uoGt3PJK+o8YkETT+Q",
        "$argon2id$v=19$m=512,t=99999999999,p=1$MDEyMzQ1Njc4OWFiY2RlZg$wMO6O8j2ig70nqt5yGIN0pGu9uoGt3PJK+o8YkETT+Q",
      })
  void absurdCostsAreRefusedAtOnce(String hash) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(1),
        () ->
            assertThatThrownBy(() -> hashes.matches("secretpass", hash))
                .isInstanceOf(UnsupportedHashException.class)
                .hasMessageContaining("above the limit"));
  }

  @Test
  void errorNeverShowsWhatMayBeAPlainPassword() {
    assertThatThrownBy(() -> hashes.matches("x", "$My Secret Password$"))
        .isInstanceOf(UnsupportedHashException.class)
        .hasMessage("Invalid algo: \"\"");
  }

  @Test
  void dummyVerificationAcceptsAnyText() {
    hashes.spendDefaultCost("");
    hashes.spendDefaultCost("\uD800 lone");
  }

  private void verify(JsonNode c) {
    String hash = c.path("hash").asText();
    assertThat(HashAlgorithm.of(hash).map(HashAlgorithm::label))
        .contains(c.path("support").path("algo").asText());
    assertThat(hashes.shouldRehash(hash)).isEqualTo(c.path("shouldRehash").asBoolean());
    assertThat(hashes.matches(c.path("password").asText(), hash))
        .isEqualTo(c.path("compareRight").asBoolean());
    for (JsonNode wrong : c.path("wrong")) {
      assertThat(hashes.matches(wrong.path("password").asText(), hash))
          .as(wrong.path("password").asText())
          .isEqualTo(wrong.path("result").asBoolean());
    }
  }

  private void verifyBroken(JsonNode c) {
    String hash = c.path("hash").asText();
    JsonNode support = c.path("support");
    assertThat(HashAlgorithm.of(hash).isPresent()).isEqualTo(support.path("result").asBoolean());
    assertThat(HashAlgorithm.of(hash).map(HashAlgorithm::label).orElse(HashAlgorithm.prefix(hash)))
        .isEqualTo(support.path("algo").asText());
    assertThat(hashes.shouldRehash(hash)).isEqualTo(c.path("shouldRehash").asBoolean());
    JsonNode compare = c.path("compare");
    if (!compare.isObject()) {
      assertThat(hashes.matches("secretpass", hash)).isEqualTo(compare.asBoolean());
      return;
    }
    // The text is WildDuck's only where the algorithm is unknown; elsewhere it was its library's.
    String message =
        support.path("result").asBoolean() ? "Broken" : compare.path("throws").asText();
    assertThatThrownBy(() -> hashes.matches("secretpass", hash))
        .isInstanceOf(UnsupportedHashException.class)
        .hasMessageStartingWith(message);
  }

  private void buildPbkdf2(JsonNode c) {
    byte[] salt = HexFormat.of().parseHex(c.path("saltHex").asText());
    Pbkdf2Hash hash =
        Pbkdf2Hash.of(
            "secretpass",
            c.path("digest").asText(),
            c.path("iterations").asInt(),
            salt,
            c.path("keyLength").asInt());
    assertThat(hash.encoded()).isEqualTo(c.path("hash").asText());
    assertThat(hashes.matches("secretpass", c.path("hash").asText()))
        .isEqualTo(c.path("verifiedByOriginal").asBoolean());
  }

  private static String nameOf(JsonNode c) {
    return c.path("name").asText() + ", password '" + c.path("password").asText() + "'";
  }
}
