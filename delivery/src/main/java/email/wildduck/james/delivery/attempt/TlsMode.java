package email.wildduck.james.delivery.attempt;

/** How much encryption a delivery needs; each one asks for more than those before it. */
public enum TlsMode {
  /** STARTTLS is not used, even when it is offered. */
  OFF,
  /**
   * STARTTLS when it is offered, with whatever certificate; when that fails, the same host once
   * more without it.
   */
  OPPORTUNISTIC,
  /** No delivery without TLS; with whatever certificate. */
  REQUIRED,
  /**
   * No delivery without TLS 1.2 or later and a certificate that is valid for the host's name (RFC
   * 6125) under a certificate authority that this system trusts.
   */
  VERIFIED,
  /**
   * No delivery without TLS 1.2 or later and a certificate that the signed TLSA records of the host
   * vouch for (RFC 7672); a host without such records is not used.
   */
  DANE;

  /** Whether a message may go without encryption. */
  public boolean allowsPlaintext() {
    return this == OFF || this == OPPORTUNISTIC;
  }

  /** The one of both that asks for more. */
  public TlsMode atLeast(TlsMode other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
