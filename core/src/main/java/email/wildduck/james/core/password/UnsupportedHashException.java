package email.wildduck.james.core.password;

/**
 * A stored hash that cannot be verified: of an unknown algorithm, broken, or with parameters beyond
 * the bounds of this server. The account needs a new password; trying again does not help.
 *
 * <p>The message names the algorithm and the parameter and never holds the hash.
 */
public final class UnsupportedHashException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private UnsupportedHashException(String message) {
    super(message);
  }

  static UnsupportedHashException unknown(String hash) {
    return new UnsupportedHashException(
        "Invalid algo: \"" + HashAlgorithm.printablePrefix(hash) + "\"");
  }

  static UnsupportedHashException broken(HashAlgorithm algorithm, String why) {
    return new UnsupportedHashException("Broken " + algorithm.label() + " hash: " + why);
  }

  static UnsupportedHashException tooExpensive(
      HashAlgorithm algorithm, String parameter, String value, long limit) {
    return new UnsupportedHashException(
        String.format(
            "Refusing to compute %s hash: %s %s is above the limit of %d",
            algorithm.label(), parameter, value, limit));
  }
}
