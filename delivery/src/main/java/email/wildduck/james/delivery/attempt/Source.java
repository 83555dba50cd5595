package email.wildduck.james.delivery.attempt;

import java.net.InetAddress;
import java.util.Objects;

/** An address of this machine to send from, with the name that it says in EHLO. Immutable. */
public final class Source {
  private final InetAddress address;
  private final String name;

  /**
   * @param address serves targets of its own family only; the wildcard address leaves the choice to
   *     the system
   * @param name a host name that resolves to it, or an address literal (RFC 5321 §4.1.3)
   */
  public Source(InetAddress address, String name) {
    this.address = Objects.requireNonNull(address);
    this.name = Objects.requireNonNull(name);
  }

  /** The local address. */
  public InetAddress address() {
    return address;
  }

  /** The name in EHLO. */
  public String name() {
    return name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Source
        && address.equals(((Source) other).address)
        && name.equals(((Source) other).name);
  }

  @Override
  public int hashCode() {
    return Objects.hash(address, name);
  }

  @Override
  public String toString() {
    return name + "[" + address.getHostAddress() + "]";
  }
}
