package email.wildduck.james.delivery.target;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.TargetHost;
import email.wildduck.james.delivery.dns.DnsException;
import email.wildduck.james.delivery.dns.MailDns;
import email.wildduck.james.delivery.dns.MxRecord;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hosts of a target in the order in which they are tried (RFC 5321 §5.1): by priority, equal
 * ones in random order. A domain without MX records is its own host. Thread-safe when the source of
 * randomness is.
 */
public final class HostLookup {
  private static final Logger LOGGER = LoggerFactory.getLogger(HostLookup.class);

  private final MailDns dns;
  private final Random random;

  /** Shuffles hosts of equal priority with {@code random}. */
  public HostLookup(MailDns dns, Random random) {
    this.dns = dns;
    this.random = random;
  }

  /**
   * At least one host, with or without addresses.
   *
   * @throws DeliveryFailure 556 5.1.10 for a domain that takes no mail (RFC 7505 §4.1), 550 5.1.2
   *     for a literal that is none, 451 4.4.3 when DNS gave no answer
   */
  public List<TargetHost> hostsOf(Target target) throws DeliveryFailure {
    return inOrder(target.hosts().isEmpty() ? mailExchangers(target.domain()) : target.hosts());
  }

  private List<TargetHost> mailExchangers(String name) throws DeliveryFailure {
    if (AddressLiteral.isBracketed(name)) {
      return literal(name);
    }
    String domain = AddressNormalizer.asciiDomain(name);
    List<MxRecord> records = look(domain);
    List<TargetHost> hosts =
        records.stream()
            .filter(record -> !record.isNull())
            .map(record -> TargetHost.of(record.priority(), record.exchange(), List.of()))
            .collect(Collectors.toList());
    if (hosts.isEmpty() && !records.isEmpty()) {
      throw failure(
          SmtpReply.of(556, "5.1.10", "The domain " + printable(domain) + " accepts no mail"));
    }
    return hosts.isEmpty() ? List.of(TargetHost.of(0, domain, List.of())) : hosts;
  }

  private List<MxRecord> look(String domain) throws DeliveryFailure {
    try {
      return dns.mailExchangers(domain);
    } catch (DnsException e) {
      LOGGER.info("No mail exchangers for now: {}", e.getMessage());
      throw new DeliveryFailure(
          Failure.found(
              FailureCause.DNS,
              Stage.LOOKUP,
              SmtpReply.of(
                  451,
                  "4.4.3",
                  "DNS gave no answer about the mail exchangers of " + printable(domain))),
          e);
    }
  }

  private static List<TargetHost> literal(String domain) throws DeliveryFailure {
    Optional<InetAddress> address = AddressLiteral.inBrackets(domain);
    if (address.isEmpty()) {
      throw failure(SmtpReply.of(550, "5.1.2", "Not an address: " + printable(domain)));
    }
    return List.of(TargetHost.of(0, address.get().getHostAddress(), List.of(address.get())));
  }

  private List<TargetHost> inOrder(List<TargetHost> hosts) {
    List<TargetHost> ordered = new ArrayList<>(hosts);
    Collections.shuffle(ordered, random);
    ordered.sort(Comparator.comparingInt(TargetHost::priority));
    return ordered;
  }

  private static DeliveryFailure failure(SmtpReply wording) {
    return new DeliveryFailure(Failure.found(FailureCause.DNS, Stage.LOOKUP, wording));
  }

  private static String printable(String text) {
    return text.replaceAll("[^ -~]", "?");
  }
}
