package email.wildduck.james.delivery.dns;

import java.util.Objects;

/** An MX record. Immutable. */
public final class MxRecord {
  private final int priority;
  private final String exchange;

  /**
   * @param priority the lowest is tried first
   * @param exchange a host name without the final dot; empty for the root, as in a null MX
   */
  public MxRecord(int priority, String exchange) {
    this.priority = priority;
    this.exchange = Objects.requireNonNull(exchange);
  }

  /** The lowest is tried first. */
  public int priority() {
    return priority;
  }

  /** The host. */
  public String exchange() {
    return exchange;
  }

  /** Whether this record says that the domain takes no mail (RFC 7505). */
  public boolean isNull() {
    return exchange.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MxRecord
        && priority == ((MxRecord) other).priority
        && exchange.equals(((MxRecord) other).exchange);
  }

  @Override
  public int hashCode() {
    return Objects.hash(priority, exchange);
  }

  @Override
  public String toString() {
    return priority + " " + exchange;
  }
}
