package email.wildduck.james.core.srs;

import java.util.Objects;

/** What a rewritten address was before. Immutable. */
public final class SrsAddress {
  private final String local;
  private final String domain;

  SrsAddress(String local, String domain) {
    this.local = Objects.requireNonNull(local);
    this.domain = Objects.requireNonNull(domain);
  }

  /** The local part, in its case; may be empty. */
  public String local() {
    return local;
  }

  /** The domain, in lower case. */
  public String domain() {
    return domain;
  }

  @Override
  public String toString() {
    return local + "@" + domain;
  }
}
