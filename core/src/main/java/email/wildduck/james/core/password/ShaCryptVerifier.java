package email.wildduck.james.core.password;

import email.wildduck.james.core.text.JsText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Sha2Crypt;

/** Verifies SHA-256-crypt and SHA-512-crypt of crypt(3), passwords as UTF-8. */
final class ShaCryptVerifier implements PasswordVerifier {
  /** Some seconds with a long password; the default of crypt(3) is 5000. */
  static final int MAX_ROUNDS = 2_000_000;

  private static final Pattern FORMAT =
      Pattern.compile(
          "\\$(?:5\\$(?:rounds=([0-9]+)\\$)?[./0-9A-Za-z]{1,16}\\$[./0-9A-Za-z]{43}"
              + "|6\\$(?:rounds=([0-9]+)\\$)?[./0-9A-Za-z]{1,16}\\$[./0-9A-Za-z]{86})");

  @Override
  public boolean matches(String password, String hash) {
    Matcher matcher = FORMAT.matcher(hash);
    if (!matcher.matches()) {
      throw UnsupportedHashException.broken(
          HashAlgorithm.SHA_CRYPT, "not of the form $<5|6>$[rounds=<n>$]<salt>$<hash>");
    }
    checkRounds(matcher.group(1));
    checkRounds(matcher.group(2));
    byte[] key = JsText.utf8(password);
    String computed =
        hash.startsWith("$5$")
            ? Sha2Crypt.sha256Crypt(key, hash)
            : Sha2Crypt.sha512Crypt(key, hash);
    return MessageDigest.isEqual(
        computed.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }

  private static void checkRounds(String digits) {
    if (digits != null && (digits.length() > 9 || Integer.parseInt(digits) > MAX_ROUNDS)) {
      String shown = digits.length() > 20 ? digits.substring(0, 20) + "..." : digits;
      throw UnsupportedHashException.tooExpensive(
          HashAlgorithm.SHA_CRYPT, "rounds", shown, MAX_ROUNDS);
    }
  }
}
