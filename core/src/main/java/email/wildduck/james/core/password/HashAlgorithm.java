package email.wildduck.james.core.password;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The families of password hashes that can be verified. */
public enum HashAlgorithm {
  /** PBKDF2 with HMAC-SHA-1, -256 or -512 as a PHC string; WildDuck's own format. */
  PBKDF2("pbkdf2"),
  /** bcrypt: {@code $2a$}, {@code $2b$}, {@code $2y$}. */
  BCRYPT("bcrypt"),
  /** SHA-crypt of crypt(3): {@code $5$}, {@code $6$}. */
  SHA_CRYPT("unixcrypt"),
  /** Argon2 d, i and id (RFC 9106) as a PHC string. */
  ARGON2("argon2"),
  /** MD5-crypt: {@code $1$}. */
  MD5_CRYPT("md5"),
  /** Traditional crypt(3), thirteen characters. */
  DES_CRYPT("des");

  private static final Pattern DES = Pattern.compile("[0-9A-Za-z./]{13}");
  private static final Pattern PREFIX = Pattern.compile("\\$([^$]+)\\$");
  private static final Pattern PRINTABLE_LABEL = Pattern.compile("[a-z0-9-]{1,16}");

  private final String label;

  HashAlgorithm(String label) {
    this.label = label;
  }

  /** WildDuck's name of the family, as in its log events ({@code _algo_from}). */
  public String label() {
    return label;
  }

  /** The family of a stored hash; empty if it cannot be verified. The letter case is ignored. */
  public static Optional<HashAlgorithm> of(String hash) {
    if (DES.matcher(hash).matches()) {
      return Optional.of(DES_CRYPT);
    }
    switch (prefix(hash)) {
      case "pbkdf2-sha1":
      case "pbkdf2-sha256":
      case "pbkdf2-sha512":
        return Optional.of(PBKDF2);
      case "2a":
      case "2b":
      case "2y":
        return Optional.of(BCRYPT);
      case "5":
      case "6":
        return Optional.of(SHA_CRYPT);
      case "argon2d":
      case "argon2i":
      case "argon2id":
        return Optional.of(ARGON2);
      case "1":
        return Optional.of(MD5_CRYPT);
      default:
        return Optional.empty();
    }
  }

  /** The text between the first two dollar signs in lower case, empty if there are not two. */
  static String prefix(String hash) {
    Matcher matcher = PREFIX.matcher(hash);
    return matcher.lookingAt() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
  }

  /**
   * The prefix for a log line: empty unless it looks like the name of an algorithm, since a text of
   * unknown form may hold a password in the clear.
   */
  static String printablePrefix(String hash) {
    String prefix = prefix(hash);
    return PRINTABLE_LABEL.matcher(prefix).matches() ? prefix : "";
  }
}
