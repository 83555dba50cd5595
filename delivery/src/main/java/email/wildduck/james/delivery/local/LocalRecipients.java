package email.wildduck.james.delivery.local;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.address.AddressResolver;
import email.wildduck.james.core.address.ResolvedAddress;
import email.wildduck.james.core.config.LocalDeliveryConfiguration;
import java.util.Optional;
import java.util.Set;

/**
 * Knows the recipients of this WildDuck: addresses in {@code localDelivery/domains} that WildDuck
 * resolves to a mailbox or to targets ({@code spec/delivery.md} §2.2). A forwarded address without
 * targets is none, and neither is anybody while {@code localDelivery/enabled} is false. Users that
 * are disabled count: WildDuck decides about them. Thread-safe.
 */
public final class LocalRecipients {
  private final Set<String> domains;
  private final AddressResolver addresses;

  /** With WildDuck's addresses. */
  public LocalRecipients(LocalDeliveryConfiguration configuration, AddressResolver addresses) {
    this.domains = configuration.isEnabled() ? configuration.domains() : Set.of();
    this.addresses = addresses;
  }

  /**
   * What a recipient is; empty when it is none of ours. Asks the database about addresses of local
   * domains only.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database does not
   *     answer
   */
  public Optional<LocalRecipient> find(String recipient) {
    int at = recipient.lastIndexOf('@');
    if (at < 0 || !isLocalDomain(recipient.substring(at + 1))) {
      return Optional.empty();
    }
    return addresses
        .resolve(recipient)
        .filter(found -> found.user().isPresent() || !found.targets().isEmpty())
        .map(LocalRecipients::kindOf);
  }

  /** Whether a domain is one of {@code localDelivery/domains}. */
  public boolean isLocalDomain(String domain) {
    return !domains.isEmpty() && domains.contains(AddressNormalizer.asciiDomain(domain));
  }

  private static LocalRecipient kindOf(ResolvedAddress found) {
    boolean wildcard = found.addrview().contains("*");
    return found.user().isPresent() && !wildcard ? LocalRecipient.MAILBOX : LocalRecipient.OTHER;
  }
}
