package email.wildduck.james.delivery.suppress;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** One entry of the suppression list: an address, a domain, or both. Immutable. */
public final class SuppressedEntry {
  private final String id;
  private final Optional<String> address;
  private final Optional<String> domain;
  private final Instant created;

  SuppressedEntry(String id, Optional<String> address, Optional<String> domain, Instant created) {
    this.id = Objects.requireNonNull(id);
    this.address = address;
    this.domain = domain;
    this.created = Objects.requireNonNull(created);
  }

  /** 24 hexadecimal digits; what {@link SuppressionList#remove} takes. */
  public String id() {
    return id;
  }

  /** The address as stored: lower case, domain in Punycode under an ASCII local part. */
  public Optional<String> address() {
    return address;
  }

  /** The domain as stored: lower case, Punycode. */
  public Optional<String> domain() {
    return domain;
  }

  /** When it was added. */
  public Instant created() {
    return created;
  }
}
