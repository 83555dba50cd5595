package email.wildduck.james.delivery.attempt;

import java.util.Objects;
import java.util.Optional;

/** The encryption of a connection. Immutable. */
public final class TlsInfo {
  private final String version;
  private final String cipher;
  private final Optional<String> certificateFault;

  /**
   * @param version such as {@code TLSv1.3}
   * @param cipher such as {@code TLS_AES_256_GCM_SHA384}
   * @param certificateFault why the certificate could not be verified; empty when it could be
   */
  public TlsInfo(String version, String cipher, Optional<String> certificateFault) {
    this.version = Objects.requireNonNull(version);
    this.cipher = Objects.requireNonNull(cipher);
    this.certificateFault = Objects.requireNonNull(certificateFault);
  }

  /** The version of the protocol. */
  public String version() {
    return version;
  }

  /** The cipher suite. */
  public String cipher() {
    return cipher;
  }

  /** Whether the certificate is valid for the host. */
  public boolean isVerified() {
    return certificateFault.isEmpty();
  }

  /** Why the certificate is not valid for the host. */
  public Optional<String> certificateFault() {
    return certificateFault;
  }

  @Override
  public String toString() {
    return version + " " + cipher;
  }
}
