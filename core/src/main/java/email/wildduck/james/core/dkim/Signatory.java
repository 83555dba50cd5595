package email.wildduck.james.core.dkim;

import java.util.Objects;

/** A domain that answers for a message, if it has a key. Immutable. */
public final class Signatory {
  private final String domain;
  private final boolean ownKeyOnly;

  private Signatory(String domain, boolean ownKeyOnly) {
    this.domain = Objects.requireNonNull(domain);
    this.ownKeyOnly = ownKeyOnly;
  }

  /** One that signs with a key of its own, else with that of {@code *}. */
  public static Signatory withAnyKey(String domain) {
    return new Signatory(domain, false);
  }

  /** One that signs with a key of its own only. */
  public static Signatory withOwnKey(String domain) {
    return new Signatory(domain, true);
  }

  /** The domain, in any form. */
  public String domain() {
    return domain;
  }

  boolean isOwnKeyOnly() {
    return ownKeyOnly;
  }

  @Override
  public String toString() {
    return domain;
  }
}
