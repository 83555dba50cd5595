package email.wildduck.james.extension.queue;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.config.LocalDeliveryConfiguration;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.config.ZoneConfiguration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many connections a zone has to single recipient domains: as {@code <domainConfig>} says, and
 * all of the zone's to the domains of {@code <localDelivery>} that it does not name, since they are
 * our own.
 */
final class DomainLimits {
  private DomainLimits() {}

  /** The limits, by the domains' names in lower case, in Punycode and in Unicode. */
  static Map<String, Integer> in(ZoneConfiguration zone, WildDuckConfiguration configuration) {
    Map<String, Integer> limits = new HashMap<>();
    LocalDeliveryConfiguration local = configuration.localDelivery();
    if (local.isEnabled()) {
      for (String domain : local.domains()) {
        limits.put(domain, zone.connections());
        limits.put(AddressNormalizer.normalizeDomain(domain), zone.connections());
      }
    }
    limits.putAll(configuration.domains().domains());
    return limits;
  }
}
