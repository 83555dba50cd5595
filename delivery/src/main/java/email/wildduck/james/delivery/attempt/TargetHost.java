package email.wildduck.james.delivery.attempt;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/** A host that takes mail: an MX record, or an entry of the same form. Immutable. */
public final class TargetHost {
  private final int priority;
  private final String name;
  private final List<InetAddress> addresses;

  private TargetHost(int priority, String name, List<InetAddress> addresses) {
    this.priority = priority;
    this.name = Objects.requireNonNull(name);
    this.addresses = List.copyOf(addresses);
  }

  /**
   * @param priority the lowest is tried first; equal ones in random order
   * @param name a host name or an IP address, without brackets
   * @param addresses where it is reached; empty to have the name looked up
   */
  public static TargetHost of(int priority, String name, List<InetAddress> addresses) {
    return new TargetHost(priority, name, addresses);
  }

  /** A host whose addresses are looked up. */
  public static TargetHost named(String name) {
    return new TargetHost(0, name, List.of());
  }

  /** The lowest is tried first. */
  public int priority() {
    return priority;
  }

  /** The name that the host is known by, and that its certificate is checked for. */
  public String name() {
    return name;
  }

  /** Addresses of it that are known already. */
  public List<InetAddress> addresses() {
    return addresses;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TargetHost
        && priority == ((TargetHost) other).priority
        && name.equals(((TargetHost) other).name)
        && addresses.equals(((TargetHost) other).addresses);
  }

  @Override
  public int hashCode() {
    return Objects.hash(priority, name, addresses);
  }

  @Override
  public String toString() {
    return priority + " " + name + (addresses.isEmpty() ? "" : addresses);
  }
}
