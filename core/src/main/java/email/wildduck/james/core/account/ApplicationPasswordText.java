package email.wildduck.james.core.account;

import email.wildduck.james.core.text.JsText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A presented password that has the form of an application-specific one: sixteen letters, however
 * they are spaced and capitalised.
 */
final class ApplicationPasswordText {
  private static final Pattern FORM = Pattern.compile("[a-z]{16}");
  private static final int SELECTORS = 32;

  private final String letters;

  private ApplicationPasswordText(String letters) {
    this.letters = letters;
  }

  /** Empty if the password cannot be an application-specific one. */
  static Optional<ApplicationPasswordText> of(String password) {
    String letters = JsText.lowerCase(JsText.withoutWhitespace(password));
    return FORM.matcher(letters).matches()
        ? Optional.of(new ApplicationPasswordText(letters))
        : Optional.empty();
  }

  /** The letters, lower case: what was hashed. */
  String letters() {
    return letters;
  }

  /**
   * The stored hint that saves verifying most of the user's other passwords: the sum of the bytes
   * of the SHA-1, modulo 32, in hexadecimal.
   */
  String selector() {
    int sum = 0;
    for (byte b : DigestUtils.sha1(letters.getBytes(StandardCharsets.US_ASCII))) {
      sum += b & 0xFF;
    }
    return Integer.toHexString(sum % SELECTORS);
  }
}
