package email.wildduck.james.delivery.zone;

import email.wildduck.james.core.config.ZoneConfiguration;
import email.wildduck.james.core.config.ZonesConfiguration;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Chooses the sending zone of a recipient, in ZoneMTA's order ({@code spec/delivery.md} §1): header
 * fields of the message, the domain of MAIL FROM, the recipient's domain, the client's address, the
 * zone {@code default}. Domains are compared without regard to case, other than ZoneMTA does it.
 * Where two zones claim the same, the one that stands first in the configuration has it. Immutable.
 */
public final class ZoneRules {
  private final Map<String, Map<String, String>> headers = new TreeMap<>();
  private final Map<String, String> senderDomains = new HashMap<>();
  private final Map<String, String> recipientDomains = new HashMap<>();
  private final Map<String, String> originAddresses = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  /** With the rules of all zones. */
  public ZoneRules(ZonesConfiguration zones) {
    for (ZoneConfiguration zone : zones.all()) {
      names.add(zone.name());
      zone.routingHeaders()
          .forEach(
              (field, value) ->
                  headers
                      .computeIfAbsent(field, name -> new HashMap<>())
                      .putIfAbsent(value, zone.name()));
      claim(senderDomains, zone, ZoneConfiguration::senderDomains);
      claim(recipientDomains, zone, ZoneConfiguration::recipientDomains);
      claim(originAddresses, zone, ZoneConfiguration::originAddresses);
    }
  }

  private static void claim(
      Map<String, String> rules,
      ZoneConfiguration zone,
      Function<ZoneConfiguration, List<String>> claims) {
    claims.apply(zone).forEach(claim -> rules.putIfAbsent(claim, zone.name()));
  }

  /**
   * The zone for one recipient.
   *
   * @param mailFrom empty for the null sender
   * @param origin the client's address; empty when it is not known
   */
  public String zoneOf(Headers message, String mailFrom, String recipient, String origin) {
    return byHeader(message)
        .or(() -> find(senderDomains, domainOf(mailFrom)))
        .or(() -> find(recipientDomains, domainOf(recipient)))
        .or(() -> find(originAddresses, origin))
        .orElse(ZoneConfiguration.DEFAULT);
  }

  /** The zone that a message asks for by name; empty when there is none of that name. */
  public Optional<String> named(String wish) {
    return Optional.of(wish.trim().toLowerCase(Locale.ROOT)).filter(names::contains);
  }

  /** The lowest of the lines that a rule is for. */
  private Optional<String> byHeader(Headers message) {
    if (headers.isEmpty()) {
      return Optional.empty();
    }
    List<HeaderField> fields = message.fields();
    for (int i = fields.size() - 1; i >= 0; i--) {
      HeaderField field = fields.get(i);
      Map<String, String> values =
          headers.getOrDefault(field.name().toLowerCase(Locale.ROOT), Map.of());
      Optional<String> zone = find(values, field.value().trim());
      if (zone.isPresent()) {
        return zone;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> find(Map<String, String> rules, String key) {
    return Optional.ofNullable(rules.get(key.toLowerCase(Locale.ROOT)));
  }

  private static String domainOf(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }
}
