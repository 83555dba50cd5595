package email.wildduck.james.delivery.target;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Ipv6Use;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.attempt.TargetHost;
import email.wildduck.james.delivery.dns.DnsException;
import email.wildduck.james.delivery.dns.MailDns;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The addresses of a host in the order in which they are tried. Thread-safe. */
public final class AddressLookup {
  private static final String NO_ADDRESS = " has no address";

  private final MailDns dns;
  private final LocalAddresses local;

  /** Leaves out what is {@code local} where a request wants that. */
  public AddressLookup(MailDns dns, LocalAddresses local) {
    this.dns = dns;
    this.local = local;
  }

  /**
   * At least one address.
   *
   * @throws DeliveryFailure 550 5.1.2 when a domain without MX records has no address, 550 5.4.4
   *     when a mail exchanger has none, 450 4.4.4 when a given host has none or the IPv6 addresses
   *     that there are may not be used, 550 5.7.1 when there are local addresses only, 451 4.4.3
   *     when DNS gave no answer
   */
  public List<InetAddress> addressesOf(TargetHost host, DeliveryRequest request)
      throws DeliveryFailure {
    Ipv6Use use = request.policy().ipv6();
    List<InetAddress> all = inOrder(known(host, use), use);
    Predicate<InetAddress> refused = address -> isRefused(address, request);
    List<InetAddress> allowed = all.stream().filter(refused.negate()).collect(Collectors.toList());
    if (!allowed.isEmpty()) {
      return allowed;
    }
    if (!all.isEmpty()) {
      throw failure(
          FailureCause.POLICY, SmtpReply.of(550, "5.7.1", name(host) + " has no public address"));
    }
    throw withoutAddress(host, request);
  }

  private boolean isRefused(InetAddress address, DeliveryRequest request) {
    boolean blocked = request.policy().isLocalBlocked() && !request.target().isLocalDelivery();
    return LocalAddresses.isImpossible(address) || blocked && local.contains(address);
  }

  private List<InetAddress> known(TargetHost host, Ipv6Use use) throws DeliveryFailure {
    if (!host.addresses().isEmpty()) {
      return host.addresses();
    }
    Optional<InetAddress> literal = AddressLiteral.bare(host.name());
    return literal.isPresent() ? List.of(literal.get()) : lookedUp(host, use);
  }

  /** One family is enough when the other cannot be had for now. */
  private List<InetAddress> lookedUp(TargetHost host, Ipv6Use use) throws DeliveryFailure {
    String name = AddressNormalizer.asciiDomain(host.name());
    List<InetAddress> found = new ArrayList<>();
    Optional<DnsException> trouble = Optional.empty();
    try {
      found.addAll(dns.ipv4(name));
    } catch (DnsException e) {
      trouble = Optional.of(e);
    }
    try {
      if (use != Ipv6Use.IGNORED) {
        found.addAll(dns.ipv6(name));
      }
    } catch (DnsException e) {
      trouble = Optional.of(e);
    }
    if (found.isEmpty() && trouble.isPresent()) {
      throw noAnswer(host, trouble.get());
    }
    return found;
  }

  private static List<InetAddress> inOrder(List<InetAddress> addresses, Ipv6Use use) {
    Predicate<InetAddress> ipv6 = Inet6Address.class::isInstance;
    List<InetAddress> ordered = new ArrayList<>();
    if (use == Ipv6Use.BEFORE_IPV4) {
      addresses.stream().filter(ipv6).forEach(ordered::add);
    }
    addresses.stream().filter(ipv6.negate()).forEach(ordered::add);
    if (use == Ipv6Use.AFTER_IPV4) {
      addresses.stream().filter(ipv6).forEach(ordered::add);
    }
    return ordered;
  }

  private DeliveryFailure withoutAddress(TargetHost host, DeliveryRequest request)
      throws DeliveryFailure {
    boolean given = !request.target().hosts().isEmpty();
    boolean ignored = request.policy().ipv6() == Ipv6Use.IGNORED;
    if (ignored && !known(host, Ipv6Use.AFTER_IPV4).isEmpty()) {
      // Only a setting of ours keeps this mail back.
      return failure(
          FailureCause.DNS,
          SmtpReply.of(450, "4.4.4", name(host) + " is reached by IPv6 only, which is not used"));
    }
    if (given) {
      return failure(FailureCause.DNS, SmtpReply.of(450, "4.4.4", name(host) + NO_ADDRESS));
    }
    boolean isDomain = host.name().equals(AddressNormalizer.asciiDomain(request.target().domain()));
    return failure(
        FailureCause.DNS,
        isDomain
            ? SmtpReply.of(550, "5.1.2", "The domain " + name(host) + " has no mail server")
            : SmtpReply.of(550, "5.4.4", name(host) + NO_ADDRESS));
  }

  private static DeliveryFailure noAnswer(TargetHost host, DnsException cause) {
    return new DeliveryFailure(
        Failure.found(
            FailureCause.DNS,
            Stage.LOOKUP,
            SmtpReply.of(451, "4.4.3", "DNS gave no answer about the addresses of " + name(host))),
        cause);
  }

  private static DeliveryFailure failure(FailureCause cause, SmtpReply wording) {
    return new DeliveryFailure(Failure.found(cause, Stage.LOOKUP, wording));
  }

  private static String name(TargetHost host) {
    return host.name().replaceAll("[^ -~]", "?");
  }
}
