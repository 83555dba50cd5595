package email.wildduck.james.delivery.attempt;

/** What is made of the IPv6 addresses of a host. */
public enum Ipv6Use {
  /** They are not looked up and not used. */
  IGNORED,
  /** They are tried after the IPv4 addresses. */
  AFTER_IPV4,
  /** They are tried before the IPv4 addresses. */
  BEFORE_IPV4
}
