package email.wildduck.james.delivery.source;

import com.google.common.net.InetAddresses;
import email.wildduck.james.core.config.PoolAddressConfiguration;
import email.wildduck.james.delivery.attempt.Source;
import email.wildduck.james.delivery.warmup.WarmupPlan;
import java.util.Objects;
import java.util.Optional;

/** An address of a pool. Immutable. */
public final class PoolAddress {
  private final Source source;
  private final double ratio;
  private final Optional<WarmupPlan> plan;

  /**
   * @param ratio its share; 0 is an equal share of what is left
   * @param plan how much it may send on which day
   */
  public PoolAddress(Source source, double ratio, Optional<WarmupPlan> plan) {
    this.source = Objects.requireNonNull(source);
    this.ratio = ratio;
    this.plan = Objects.requireNonNull(plan);
  }

  static PoolAddress of(PoolAddressConfiguration configuration, AddressNames names) {
    return new PoolAddress(
        new Source(
            configuration.address(),
            configuration.name().orElseGet(() -> names.of(configuration.address()))),
        configuration.ratio(),
        configuration.warmup().map(WarmupPlan::of));
  }

  /** The address with the name in EHLO. */
  public Source source() {
    return source;
  }

  /** As text, such as {@code 192.0.2.1} or {@code 2001:db8::1}. */
  public String ip() {
    return InetAddresses.toAddrString(source.address());
  }

  /**
   * What blocks are noted for: the address, or this host where the system chooses one, which other
   * nodes do not have.
   */
  public String identity() {
    return source.address().isAnyLocalAddress() ? "*" + source.name() : ip();
  }

  /** Its share of the pool; 0 when it has none of its own. */
  public double ratio() {
    return ratio;
  }

  /** How much it may send while it is new. */
  public Optional<WarmupPlan> plan() {
    return plan;
  }

  @Override
  public String toString() {
    return source.toString();
  }
}
