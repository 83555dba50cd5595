package email.wildduck.james.delivery.attempt;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What the TLSA records of a host demand of its certificate (RFC 7672 §3). Immutable. */
public final class DaneTerms {
  private final String baseDomain;
  private final Set<String> names;
  private final List<TlsaRecord> records;

  /**
   * @param baseDomain the name that the records belong to, which is also told to the host (SNI)
   * @param names all names that the certificate may be for, where its name counts (usage 2)
   * @param records usable ones only
   * @throws IllegalArgumentException when there is no record, or one that cannot be used
   */
  public DaneTerms(String baseDomain, Set<String> names, List<TlsaRecord> records) {
    if (records.isEmpty() || !records.stream().allMatch(TlsaRecord::isUsable)) {
      throw new IllegalArgumentException("no usable TLSA records: " + records);
    }
    this.baseDomain = Objects.requireNonNull(baseDomain);
    this.names = Set.copyOf(names);
    this.records = List.copyOf(records);
  }

  /** The name that the records belong to. */
  public String baseDomain() {
    return baseDomain;
  }

  /** The names that a certificate may be for. */
  public Set<String> names() {
    return names;
  }

  /** At least one. */
  public List<TlsaRecord> records() {
    return records;
  }

  /** The order of the records, which DNS changes at will, does not count. */
  @Override
  public boolean equals(Object other) {
    return other instanceof DaneTerms
        && baseDomain.equals(((DaneTerms) other).baseDomain)
        && names.equals(((DaneTerms) other).names)
        && Set.copyOf(records).equals(Set.copyOf(((DaneTerms) other).records));
  }

  @Override
  public int hashCode() {
    return Objects.hash(baseDomain, names, Set.copyOf(records));
  }

  @Override
  public String toString() {
    return "TLSA of " + baseDomain + " " + records;
  }
}
