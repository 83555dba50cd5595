package email.wildduck.james.delivery.source;

import java.util.Objects;

/** The address that was chosen for a delivery. Immutable. */
public final class SourceChoice {
  private final PoolAddress address;
  private final boolean allDisabled;

  SourceChoice(PoolAddress address, boolean allDisabled) {
    this.address = Objects.requireNonNull(address);
    this.allDisabled = allDisabled;
  }

  /** The address. */
  public PoolAddress address() {
    return address;
  }

  /** Whether no address of the pool should have been used: ZoneMTA's {@code poolDisabled}. */
  public boolean isOfDisabledPool() {
    return allDisabled;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceChoice
        && address.equals(((SourceChoice) other).address)
        && allDisabled == ((SourceChoice) other).allDisabled;
  }

  @Override
  public int hashCode() {
    return Objects.hash(address, allDisabled);
  }

  @Override
  public String toString() {
    return address + (allDisabled ? " (all are disabled)" : "");
  }
}
