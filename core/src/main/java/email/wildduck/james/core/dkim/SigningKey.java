package email.wildduck.james.core.dkim;

/** A private key that can sign canonical header bytes. Thread-safe. */
interface SigningKey {

  /** The {@code a=} of a signature made with this key. */
  String algorithm();

  /**
   * The signature of canonical header bytes.
   *
   * @throws DkimKeyException when the key cannot sign
   */
  byte[] sign(byte[] canonicalHeader);
}
