package email.wildduck.james.delivery.site;

import com.google.common.net.InetAddresses;
import com.google.common.net.InternetDomainName;
import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.TargetHost;
import email.wildduck.james.delivery.dns.MailDns;
import email.wildduck.james.delivery.target.HostLookup;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Finds the site of a target. Thread-safe. */
public final class Sites {
  private final HostLookup hosts;

  /** Looks up what the transport looks up, so that {@code dns} had better remember it. */
  public Sites(MailDns dns, Random random) {
    this.hosts = new HostLookup(dns, random);
  }

  /**
   * The registrable domain of the hosts of the lowest priority, or of each of them, joined by
   * commas, when they have several; the address of a host that has no name. Empty when the domain
   * has no hosts, or DNS gave no answer.
   */
  public Optional<String> siteOf(Target target) {
    try {
      List<TargetHost> all = hosts.hostsOf(target);
      int best = all.get(0).priority();
      return Optional.of(
          all.stream()
              .filter(host -> host.priority() == best)
              .map(host -> siteOf(host.name()))
              .distinct()
              .sorted()
              .collect(Collectors.joining(",")));
    } catch (DeliveryFailure e) {
      return Optional.empty();
    }
  }

  /** A host whose suffix nobody knows, as within one's own network, is its own site. */
  private static String siteOf(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (InetAddresses.isInetAddress(name) || !InternetDomainName.isValid(name)) {
      return name;
    }
    InternetDomainName domain = InternetDomainName.from(name);
    return domain.isUnderPublicSuffix() ? domain.topPrivateDomain().toString() : name;
  }
}
