package email.wildduck.james.core.password;

import email.wildduck.james.core.text.JsText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * Verifies bcrypt. The password is taken as UTF-8 and only its first 72 bytes count; the three
 * prefixes mean the same. A string that is not a bcrypt hash matches nothing.
 */
final class BcryptVerifier implements PasswordVerifier {
  /** 2^16 rounds take some seconds; usual costs are 10 to 14, and each step doubles the time. */
  static final int MAX_COST = 16;

  private static final int MIN_COST = 4;
  private static final Pattern FORMAT =
      Pattern.compile("\\$2[aby]\\$([0-3][0-9])\\$[./A-Za-z0-9]{53}");

  @Override
  public boolean matches(String password, String hash) {
    Matcher matcher = FORMAT.matcher(hash);
    if (!matcher.matches()) {
      return false;
    }
    int cost = Integer.parseInt(matcher.group(1));
    if (cost < MIN_COST) {
      return false;
    }
    if (cost > MAX_COST) {
      throw UnsupportedHashException.tooExpensive(
          HashAlgorithm.BCRYPT, "cost", matcher.group(1), MAX_COST);
    }
    return OpenBSDBCrypt.checkPassword(hash, JsText.utf8(password));
  }
}
