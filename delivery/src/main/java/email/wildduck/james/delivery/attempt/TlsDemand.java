package email.wildduck.james.delivery.attempt;

import java.util.Objects;
import java.util.Optional;

/**
 * What one host is spoken to with: how much encryption, the records that vouch for its certificate,
 * and who asks for it. Immutable.
 */
public final class TlsDemand {
  private static final String THE_ZONE = "this delivery";

  private final TlsMode mode;
  private final Optional<DaneTerms> dane;
  private final String source;

  private TlsDemand(TlsMode mode, Optional<DaneTerms> dane, String source) {
    this.mode = Objects.requireNonNull(mode);
    this.dane = dane;
    this.source = Objects.requireNonNull(source);
  }

  /** So much. {@link TlsMode#DANE} without records cannot be met. */
  public static TlsDemand of(TlsMode mode) {
    return new TlsDemand(mode, Optional.empty(), THE_ZONE);
  }

  /** A certificate that these records vouch for. */
  public static TlsDemand dane(DaneTerms terms) {
    return new TlsDemand(TlsMode.DANE, Optional.of(terms), "DANE of " + terms.baseDomain());
  }

  /**
   * The same, asked for by somebody else.
   *
   * @param who such as {@code MTA-STS of example.com}, for messages; printable ASCII
   */
  public TlsDemand by(String who) {
    return new TlsDemand(mode, dane, who);
  }

  /**
   * The one of both that asks for more. Records are never replaced: a certificate that DNSSEC
   * vouches for need not be one that an authority vouches for (RFC 7672 §2.2, RFC 8461 §2).
   */
  public TlsDemand atLeast(TlsDemand other) {
    if (dane.isPresent()) {
      return this;
    }
    return other.dane.isPresent() || other.mode.compareTo(mode) > 0 ? other : this;
  }

  /** How much encryption. */
  public TlsMode mode() {
    return mode;
  }

  /** The records, with {@link TlsMode#DANE} only. */
  public Optional<DaneTerms> dane() {
    return dane;
  }

  /** Whether no host can meet it: DANE is asked for, and there are no records. */
  public boolean isImpossible() {
    return mode == TlsMode.DANE && dane.isEmpty();
  }

  /** Who asks for it. */
  public String source() {
    return source;
  }

  /** Two are the same when a connection that meets the one meets the other, whoever asked. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TlsDemand
        && mode == ((TlsDemand) other).mode
        && dane.equals(((TlsDemand) other).dane);
  }

  @Override
  public int hashCode() {
    return Objects.hash(mode, dane);
  }

  @Override
  public String toString() {
    return mode + " by " + source;
  }
}
