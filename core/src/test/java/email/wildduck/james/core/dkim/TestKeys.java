package email.wildduck.james.core.dkim;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.Vectors;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The throw-away keys of the vectors, found by their selectors. */
final class TestKeys {
  private static final JsonNode FILE = Vectors.file("dkim.json");

  private TestKeys() {}

  /** A key for any domain, with the private key that belongs to the selector. */
  static DkimKey key(String domain, String selector) {
    return DkimKey.of(domain, selector, privateKey(selector));
  }

  static String privateKey(String selector) {
    String publicKey = document(selector).get("publicKey").asText();
    return StreamSupport.stream(FILE.get("keys").spliterator(), false)
        .filter(key -> key.path("publicKey").asText().equals(publicKey))
        .findFirst()
        .orElseThrow()
        .get("privateKey")
        .asText();
  }

  /** The public key as X.509 writes it. */
  static byte[] subjectPublicKeyInfo(String selector) {
    return Base64.getMimeDecoder()
        .decode(document(selector).get("publicKey").asText().replaceAll("-----.*-----", ""));
  }

  /** DNS values by selector. */
  static Map<String, String> records() {
    return StreamSupport.stream(FILE.get("setResults").spliterator(), false)
        .collect(
            Collectors.toMap(
                result -> result.get("selector").asText(),
                result -> result.at("/dnsTxt/value").asText()));
  }

  private static JsonNode document(String selector) {
    return StreamSupport.stream(FILE.get("documents").spliterator(), false)
        .filter(document -> document.get("selector").asText().equals(selector))
        .findFirst()
        .orElseThrow();
  }
}
