package email.wildduck.james.mailets.deliver;

import java.util.Objects;

/** The name of this host, as it stands in messages. Immutable. */
public final class HopName {
  private final String name;

  /**
   * @param name a domain
   */
  public HopName(String name) {
    this.name = Objects.requireNonNull(name);
  }

  /** The name. */
  public String asString() {
    return name;
  }
}
