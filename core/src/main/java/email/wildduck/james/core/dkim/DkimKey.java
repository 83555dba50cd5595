package email.wildduck.james.core.dkim;

/** Whom a signature is made for, and with what: domain, selector and private key. Immutable. */
public final class DkimKey {
  private final String domain;
  private final String selector;
  private final SigningKey signingKey;

  private DkimKey(String domain, String selector, SigningKey signingKey) {
    this.domain = domain;
    this.selector = selector;
    this.signingKey = signingKey;
  }

  /**
   * A key of its parts.
   *
   * @param domain the signing domain, Unicode or punycode
   * @param selector the selector, under which the public key stands in the DNS
   * @param privateKey RSA as PKCS#8 or PKCS#1 PEM, Ed25519 as PKCS#8 PEM or as the base64 of its
   *     seed; not encrypted
   * @throws DkimKeyException when one of them cannot be used, RSA keys below 1024 bits included
   */
  public static DkimKey of(String domain, String selector, String privateKey) {
    try {
      return of(domain, selector, PrivateKeyParser.parse(privateKey));
    } catch (DkimKeyException e) {
      throw DkimKeyException.about(domain, selector, e);
    }
  }

  static DkimKey of(String domain, String selector, SigningKey signingKey) {
    String ascii =
        SigningDomain.toAscii(domain)
            .orElseThrow(() -> new DkimKeyException("not a domain that can sign"));
    if (!SigningDomain.isDotted(selector)) {
      throw new DkimKeyException("not a selector");
    }
    return new DkimKey(ascii, selector, signingKey);
  }

  /** The signing domain in ASCII: the {@code d=} of the signature. */
  public String domain() {
    return domain;
  }

  /** The {@code s=} of the signature. */
  public String selector() {
    return selector;
  }

  /** {@code rsa-sha256} or {@code ed25519-sha256}: the {@code a=} of the signature. */
  public String algorithm() {
    return signingKey.algorithm();
  }

  /** Whether the DNS has one record only for both: two signatures with it say no more than one. */
  boolean isInTheSamePlaceAs(DkimKey other) {
    return domain.equals(other.domain) && selector.equals(other.selector);
  }

  /** The signature of canonical header bytes. */
  byte[] sign(byte[] canonicalHeader) {
    try {
      return signingKey.sign(canonicalHeader);
    } catch (DkimKeyException e) {
      throw DkimKeyException.about(domain, selector, e);
    }
  }

  @Override
  public String toString() {
    return "DkimKey[" + selector + "._domainkey." + domain + ", " + algorithm() + "]";
  }
}
