package email.wildduck.james.core.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.RawMessage;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A second verifier, written by RFC 6376 §6 and RFC 8463 with regular expressions and Java's own
 * cryptography. It shares nothing with the signer, and knows Ed25519, bodies without text and any
 * bytes. Slow and strict; {@code c=relaxed/relaxed} only.
 */
public final class JcaVerifier {
  private static final Pattern FIELD = Pattern.compile("\r\n(?![ \t])");
  private static final Pattern B_VALUE = Pattern.compile("(;[ \t\r\n]*b[ \t\r\n]*=)[^;]*");

  private JcaVerifier() {}

  /** Where public keys are found. */
  public interface PublicKeys {
    /** The key as X.509 writes it. */
    byte[] of(String domain, String selector);
  }

  /** Fails unless there is a signature, and each is good under the keys of the vectors. */
  static void assertVerified(RawMessage signed) throws IOException {
    List<String> good =
        verify(
            WireForm.of(signed.open()),
            (domain, selector) -> TestKeys.subjectPublicKeyInfo(selector));
    assertThat(good).isNotEmpty();
  }

  /**
   * Verifies a message as it came over the wire.
   *
   * @return {@code <domain> <selector> <algorithm>} of each signature, top to bottom
   * @throws AssertionError when one is not good
   */
  public static List<String> verify(byte[] message, PublicKeys keys) {
    String text = new String(message, ISO_8859_1);
    int end = text.startsWith("\r\n") ? 0 : text.indexOf("\r\n\r\n");
    String header = end < 0 ? text : text.substring(0, end);
    String body = end < 0 ? "" : text.substring(text.startsWith("\r\n") ? 2 : end + 4);
    List<String> fields = new ArrayList<>(Arrays.asList(FIELD.split(header)));
    List<String> good = new ArrayList<>();
    for (String field : fields) {
      if (nameOf(field).equals("dkim-signature")) {
        good.add(verify(field, fields, body, keys));
      }
    }
    return good;
  }

  private static String verify(
      String field, List<String> fields, String body, PublicKeys publicKeys) {
    Map<String, String> tags = tags(field);
    assertThat(tags).containsEntry("v", "1").containsEntry("c", "relaxed/relaxed");
    assertThat(tags.get("h").split(":")).contains("from");
    assertThat(tags.get("bh")).isEqualTo(base64(sha256(canonicalBody(body))));

    StringBuilder signed = new StringBuilder();
    List<String> bottomUp = new ArrayList<>(fields);
    Collections.reverse(bottomUp);
    for (String name : tags.get("h").split(":")) {
      takeFirst(bottomUp, name).ifPresent(found -> signed.append(canonical(found)).append("\r\n"));
    }
    Matcher b = B_VALUE.matcher(field);
    assertThat(b.find()).isTrue();
    signed.append(canonical(field.substring(0, b.end(1)) + field.substring(b.end())));

    assertThat(
            isGood(
                tags.get("a"),
                signed.toString().getBytes(ISO_8859_1),
                Base64.getDecoder().decode(tags.get("b")),
                publicKeys.of(tags.get("d"), tags.get("s"))))
        .as("signature of %s", tags.get("d"))
        .isTrue();
    return tags.get("d") + " " + tags.get("s") + " " + tags.get("a");
  }

  private static Optional<String> takeFirst(List<String> fields, String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (nameOf(fields.get(i)).equals(name)) {
        return Optional.of(fields.remove(i));
      }
    }
    return Optional.empty();
  }

  private static boolean isGood(String algorithm, byte[] signed, byte[] signature, byte[] key) {
    boolean rsa = algorithm.equals("rsa-sha256");
    assertThat(algorithm).isIn("rsa-sha256", "ed25519-sha256");
    try {
      Signature verifier = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
      verifier.initVerify(
          KeyFactory.getInstance(rsa ? "RSA" : "Ed25519")
              .generatePublic(new X509EncodedKeySpec(key)));
      verifier.update(rsa ? signed : sha256(new String(signed, ISO_8859_1)));
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> tags(String field) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String tag : field.substring(field.indexOf(':') + 1).split(";")) {
      String[] parts = tag.split("=", 2);
      assertThat(tags.put(parts[0].strip(), parts[1].replaceAll("[ \t\r\n]", ""))).isNull();
    }
    return tags;
  }

  private static String nameOf(String field) {
    int colon = field.indexOf(':');
    boolean isField = colon > 0 && field.charAt(0) != ' ' && field.charAt(0) != '\t';
    return isField
        ? field.substring(0, colon).replaceAll("[ \t]+$", "").toLowerCase(Locale.ROOT)
        : "";
  }

  private static String canonical(String field) {
    return nameOf(field)
        + ":"
        + field
            .substring(field.indexOf(':') + 1)
            .replace("\r\n", "")
            .replaceAll("[ \t]+", " ")
            .replaceAll("^ | $", "");
  }

  private static String canonicalBody(String body) {
    StringBuilder canonical = new StringBuilder();
    for (String line : body.split("\r\n", -1)) {
      canonical.append(line.replaceAll("[ \t]+", " ").replaceAll(" $", "")).append("\r\n");
    }
    String lines = canonical.toString();
    int end = lines.length();
    while (lines.startsWith("\r\n", end - 2)) {
      end -= 2;
    }
    return end == 0 ? "" : lines.substring(0, end) + "\r\n";
  }

  private static byte[] sha256(String bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes.getBytes(ISO_8859_1));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
