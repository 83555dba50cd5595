package email.wildduck.james.delivery.dane;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.DaneTerms;
import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.attempt.TlsDemand;
import email.wildduck.james.delivery.attempt.TlsMode;
import email.wildduck.james.delivery.attempt.TlsaRecord;
import email.wildduck.james.delivery.dns.DnsException;
import email.wildduck.james.delivery.dns.MxRecord;
import email.wildduck.james.delivery.dns.SecureAnswer;
import email.wildduck.james.delivery.dns.SecureDns;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What DANE demands for a host (RFC 7672 §2). Thread-safe. */
public final class DaneLookup {
  private static final Logger LOGGER = LoggerFactory.getLogger(DaneLookup.class);

  private final SecureDns dns;

  /** Asks {@code dns} each time, which keeps its answers. */
  public DaneLookup(SecureDns dns) {
    this.dns = dns;
  }

  /**
   * For a mail exchanger of a domain.
   *
   * @param domain of the recipients
   * @param host one of its mail exchangers, as DNS without DNSSEC has named it
   * @return empty when DANE does not apply: the domain or the host is not signed, or there are no
   *     records; {@code REQUIRED} when there are only records that cannot be used
   * @throws DeliveryFailure 451 4.4.3 when there is no valid answer, or the signed records of the
   *     domain do not name the host
   */
  public Optional<TlsDemand> ofMailExchanger(String domain, String host, int port)
      throws DeliveryFailure {
    String name = ascii(domain);
    SecureAnswer<MxRecord> exchangers =
        ask(name, "mail exchangers", () -> dns.mailExchangers(name));
    if (!exchangers.isSecure()) {
      return Optional.empty();
    }
    if (!named(exchangers, name).contains(ascii(host))) {
      throw noAnswer(printable(host) + " is not in the signed MX records of " + printable(name));
    }
    return demand(ascii(host), port, List.of(name, exchangers.name()));
  }

  /**
   * For a host that is given.
   *
   * @return as for a mail exchanger
   * @throws DeliveryFailure 451 4.4.3 when there is no valid answer
   */
  public Optional<TlsDemand> ofHost(String host, int port) throws DeliveryFailure {
    return demand(ascii(host), port, List.of());
  }

  private static Set<String> named(SecureAnswer<MxRecord> exchangers, String domain) {
    return exchangers.records().isEmpty()
        ? Set.of(domain)
        : exchangers.records().stream()
            .map(record -> ascii(record.exchange()))
            .collect(Collectors.toSet());
  }

  private Optional<TlsDemand> demand(String host, int port, List<String> domains)
      throws DeliveryFailure {
    for (String base : bases(host)) {
      SecureAnswer<TlsaRecord> found =
          ask(base, "TLSA records", () -> dns.tlsa("_" + port + "._tcp." + base));
      if (found.isSecure() && !found.records().isEmpty()) {
        return Optional.of(demand(base, found.records(), domains));
      }
    }
    return Optional.empty();
  }

  private static TlsDemand demand(String base, List<TlsaRecord> records, List<String> domains) {
    List<TlsaRecord> usable =
        records.stream().filter(TlsaRecord::isUsable).collect(Collectors.toList());
    if (usable.isEmpty()) {
      LOGGER.info("No TLSA record of {} can be used: {}", base, records);
      return TlsDemand.of(TlsMode.REQUIRED).by("DANE of " + base);
    }
    Set<String> names = new LinkedHashSet<>(domains);
    names.add(base);
    return TlsDemand.dane(new DaneTerms(base, names, usable));
  }

  /** Where the records can be (RFC 7672 §2.2.2): at the end of the aliases, then at the host. */
  private List<String> bases(String host) throws DeliveryFailure {
    SecureAnswer<?> addresses = ask(host, "addresses", () -> dns.addresses(host));
    List<String> bases = new ArrayList<>();
    if (addresses.isSecure()) {
      bases.add(addresses.name());
    } else if (addresses.name().equals(host) || !isSecureAlias(host)) {
      return List.of();
    }
    if (!bases.contains(host)) {
      bases.add(host);
    }
    return bases;
  }

  private boolean isSecureAlias(String host) throws DeliveryFailure {
    SecureAnswer<String> alias = ask(host, "alias", () -> dns.alias(host));
    return alias.isSecure() && !alias.records().isEmpty();
  }

  private static <T> SecureAnswer<T> ask(String name, String what, Question<T> question)
      throws DeliveryFailure {
    try {
      return question.ask();
    } catch (DnsException e) {
      LOGGER.info("No DANE for {} for now: {}", name, e.getMessage());
      throw new DeliveryFailure(
          noAnswer("No valid answer about the " + what + " of " + printable(name)).failure(), e);
    }
  }

  private static DeliveryFailure noAnswer(String text) {
    return new DeliveryFailure(
        Failure.found(
            FailureCause.DNS, Stage.LOOKUP, SmtpReply.of(451, "4.4.3", "DNSSEC: " + text)));
  }

  private static String ascii(String name) {
    return AddressNormalizer.asciiDomain(name).toLowerCase(Locale.ROOT);
  }

  private static String printable(String name) {
    return name.replaceAll("[^ -~]", "?");
  }

  @FunctionalInterface
  private interface Question<T> {
    SecureAnswer<T> ask() throws DnsException;
  }
}
