package email.wildduck.james.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.Vectors;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.binary.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredSecretTest {
  private static final String FILE = "dkim-key-encryption.json";

  static Stream<JsonNode> cases() {
    return Vectors.cases(FILE, "cases");
  }

  static Stream<JsonNode> legacyKeyDerivation() {
    return Vectors.cases(FILE, "legacyKeyDerivation");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void storedValuesAreReadAsWildDuckReadsThem(JsonNode vector) {
    StoredSecret secret = secretOf(vector);
    String stored = vector.get("stored").asText();
    JsonNode expected = vector.get("decrypted");

    if (expected.isTextual()) {
      assertThat(secret.decrypt(stored)).isEqualTo(expected.asText());
    } else {
      assertThatThrownBy(() -> secret.decrypt(stored))
          .isInstanceOf(DecryptionException.class)
          .hasMessageStartingWith("Failed to decrypt data. ");
    }
  }

  @Test
  void aValueWithoutItsSecretIsRefusedInWildDucksWords() {
    assertThatThrownBy(() -> StoredSecret.withoutSecret().decrypt(worked().get("stored").asText()))
        .hasMessage("Failed to decrypt data. No secret provided.");
    assertThatThrownBy(() -> StoredSecret.of("").decrypt("$00ff"))
        .hasMessage("Failed to decrypt data. No secret provided.");
  }

  @Test
  void anUnknownLegacyCipherIsNamed() {
    assertThatThrownBy(
            () -> StoredSecret.of(Optional.of("x"), Optional.of("nope")).decrypt("$00ff"))
        .hasMessage("Failed to decrypt data. Unsupported legacy cipher: nope");
  }

  @Test
  void anUnknownFormatIsNamed() {
    assertThatThrownBy(() -> StoredSecret.of("x").decrypt("$wd02$a$b$c$d$e"))
        .isInstanceOf(DecryptionException.class)
        .hasMessage("Unknown encryption format: wd02");
  }

  @Test
  void theScryptKeyIsThatOfTheWorkedExample() throws DecoderException {
    JsonNode worked = worked();

    byte[] key =
        Wd01Format.deriveKey(
            worked.get("secret").asText(), Hex.decodeHex(worked.at("/parts/saltHex").asText()));

    assertThat(Hex.encodeHexString(key)).isEqualTo(worked.get("scryptKeyHex").asText());
  }

  @ParameterizedTest
  @MethodSource("legacyKeyDerivation")
  void legacyKeysAreDerivedAsOpenSslDoes(JsonNode vector) {
    int keyLength = LegacyFormat.keyLength(vector.get("cipher").asText());

    byte[] derived = EvpBytesToKey.derive(vector.get("secret").asText(), keyLength + 16);

    assertThat(Hex.encodeHexString(Arrays.copyOf(derived, keyLength)))
        .isEqualTo(vector.get("derivedKeyHex").asText());
    assertThat(Hex.encodeHexString(Arrays.copyOfRange(derived, keyLength, keyLength + 16)))
        .isEqualTo(vector.get("derivedIvHex").asText());
  }

  @Test
  void anyFlippedDigitOfTheCurrentFormIsRefused() {
    StoredSecret secret = StoredSecret.of(worked().get("secret").asText());
    String stored = worked().get("stored").asText();
    for (int i = stored.indexOf("gcm$") + 4; i < stored.length(); i += 7) {
      char digit = stored.charAt(i);
      if (digit != '$') {
        String damaged =
            stored.substring(0, i) + (digit == '0' ? '1' : '0') + stored.substring(i + 1);

        assertThatThrownBy(() -> secret.decrypt(damaged)).isInstanceOf(DecryptionException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$",
        "$0",
        "$zz",
        "$wd01$aes-128-ccm$00$00$00$00",
        "$wd01$aes-256-gcm$00$00$00$zz",
        "$00112233445566778899aabbccddee"
      })
  void damagedValuesAreRefused(String stored) {
    assertThatThrownBy(() -> StoredSecret.of("x").decrypt(stored))
        .isInstanceOf(DecryptionException.class);
  }

  @Test
  void aValueOfAbsurdLengthIsRefused() {
    assertThatThrownBy(() -> StoredSecret.of("x").decrypt("$" + "00".repeat(1024 * 1024)))
        .isInstanceOf(DecryptionException.class)
        .hasMessageContaining("too long");
  }

  @Test
  void failuresAreTemporaryAndSayNothingSecret() {
    assertThatThrownBy(() -> StoredSecret.of("another").decrypt(worked().get("stored").asText()))
        .isInstanceOfSatisfying(
            DecryptionException.class, e -> assertThat(e.isTemporary()).isTrue())
        .hasMessageNotContaining("another");
  }

  private static JsonNode worked() {
    return Vectors.file(FILE).get("breakdown");
  }

  private static StoredSecret secretOf(JsonNode vector) {
    return StoredSecret.of(text(vector.get("secret")), text(vector.get("cipher")));
  }

  private static Optional<String> text(JsonNode value) {
    return value.isNull() ? Optional.empty() : Optional.of(value.asText());
  }
}
