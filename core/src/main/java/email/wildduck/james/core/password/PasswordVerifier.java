package email.wildduck.james.core.password;

/** Verifies passwords against the hashes of one family. Implementations are thread-safe. */
interface PasswordVerifier {

  /**
   * Whether the hash was made of this password.
   *
   * @throws UnsupportedHashException if the hash cannot be verified
   */
  boolean matches(String password, String hash);
}
