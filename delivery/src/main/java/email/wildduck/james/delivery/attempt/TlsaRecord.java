package email.wildduck.james.delivery.attempt;

import java.util.Arrays;
import java.util.Objects;

/** A TLSA record (RFC 6698 §2.1): which certificates a host may show. Immutable. */
public final class TlsaRecord {
  /** Usage 2: an authority that the domain has chosen itself. */
  public static final int DANE_TA = 2;

  /** Usage 3: the certificate of the host itself. */
  public static final int DANE_EE = 3;

  private static final int SHA_256 = 1;
  private static final int SHA_512 = 2;
  private static final int SHA_256_BYTES = 32;
  private static final int SHA_512_BYTES = 64;

  private final int usage;
  private final int selector;
  private final int matching;
  private final byte[] data;

  /**
   * @param usage 0 to 255; only 2 and 3 mean something between mail servers
   * @param selector 0 for the whole certificate, 1 for its public key
   * @param matching 0 for the data as they are, 1 for SHA-256, 2 for SHA-512
   * @param data the certificate, the key or the digest
   */
  public TlsaRecord(int usage, int selector, int matching, byte[] data) {
    this.usage = usage;
    this.selector = selector;
    this.matching = matching;
    this.data = data.clone();
  }

  /**
   * Whether a mail client can use it (RFC 7672 §3.1.3): usage 2 or 3, a selector and a matching
   * type that are known, and a digest of the right length.
   */
  public boolean isUsable() {
    boolean known = (usage == DANE_TA || usage == DANE_EE) && (selector == 0 || selector == 1);
    switch (matching) {
      case 0:
        return known && data.length > 0;
      case SHA_256:
        return known && data.length == SHA_256_BYTES;
      case SHA_512:
        return known && data.length == SHA_512_BYTES;
      default:
        return false;
    }
  }

  /** Whose certificate is meant. */
  public int usage() {
    return usage;
  }

  /** Whether the public key is meant, and not the whole certificate. */
  public boolean isOfKey() {
    return selector == 1;
  }

  /** How the data are compared. */
  public int matching() {
    return matching;
  }

  /** The certificate, the key or the digest. */
  public byte[] data() {
    return data.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TlsaRecord
        && usage == ((TlsaRecord) other).usage
        && selector == ((TlsaRecord) other).selector
        && matching == ((TlsaRecord) other).matching
        && Arrays.equals(data, ((TlsaRecord) other).data);
  }

  @Override
  public int hashCode() {
    return Objects.hash(usage, selector, matching, Arrays.hashCode(data));
  }

  /** The parameters, without the data: {@code 3 1 1}. */
  @Override
  public String toString() {
    return usage + " " + selector + " " + matching;
  }
}
