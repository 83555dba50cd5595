package email.wildduck.james.delivery.source;

import email.wildduck.james.core.config.DomainsConfiguration;
import email.wildduck.james.core.config.PoolConfiguration;
import email.wildduck.james.core.config.SitesConfiguration;
import email.wildduck.james.core.config.TargetLimits;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.config.ZoneConfiguration;
import email.wildduck.james.core.config.ZoneSendingConfiguration.PoolHash;
import email.wildduck.james.delivery.warmup.Warmup;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pools of addresses that deliveries are sent from, and which of them a zone uses. Thread-safe.
 */
public final class Sources {
  private final List<ZonePool> pools;
  private final Map<String, ZonePool> poolOfZone = new HashMap<>();
  private final Set<String> zonesByFrom = new HashSet<>();
  private final DomainsConfiguration domains;
  private final SitesConfiguration sites;
  private final DisabledAddresses disabled;
  private final Warmup warmup;
  private final String hostName;

  /**
   * @param names in EHLO of addresses that have none
   */
  public Sources(
      WildDuckConfiguration configuration,
      AddressNames names,
      DisabledAddresses disabled,
      Warmup warmup) {
    this.domains = configuration.domains();
    this.sites = configuration.sites();
    this.disabled = disabled;
    this.warmup = warmup;
    this.hostName = names.host();
    this.pools =
        configured(configuration)
            .map(pool -> new ZonePool(pool, names))
            .collect(Collectors.toList());
    configuration.zones().all().forEach(this::add);
  }

  /** Those of {@code <pools>}, then those that zones have for themselves. */
  static Stream<PoolConfiguration> configured(WildDuckConfiguration configuration) {
    return Stream.concat(
            configuration.pools().all().stream(),
            configuration.zones().all().stream().flatMap(zone -> zone.sending().pool().stream()))
        .distinct();
  }

  private void add(ZoneConfiguration zone) {
    zone.sending()
        .pool()
        .ifPresent(
            own ->
                pools.stream()
                    .filter(pool -> pool.name().equals(own.name()))
                    .forEach(pool -> poolOfZone.put(zone.name(), pool)));
    if (zone.sending().poolHash() == PoolHash.SENDER) {
      zonesByFrom.add(zone.name());
    }
  }

  /** All pools. */
  public List<ZonePool> pools() {
    return pools;
  }

  /** The name in EHLO of a zone without pool. */
  public String hostName() {
    return hostName;
  }

  /**
   * The choice for an attempt at one message.
   *
   * @param sender MAIL FROM, which is the key of a zone with {@code poolHash} {@code from}
   * @param domain of the recipients
   * @param site that takes the message; empty when it is not known
   */
  public SourceSelection selection(String zone, String sender, String domain, String site) {
    return new SourceSelection(
        Optional.ofNullable(poolOfZone.get(zone)).map(ZonePool::families).orElse(List.of()),
        zonesByFrom.contains(zone) ? Optional.of(sender) : Optional.empty(),
        address -> isDisabled(address, domain, site),
        address -> warmup.isUsedUp(address.ip(), address.plan(), site));
  }

  private boolean isDisabled(PoolAddress address, String domain, String site) {
    return isConfiguredFor(domains.limits().getOrDefault(domain, domains.usual()), address)
        || isConfiguredFor(sites.sites().getOrDefault(site, sites.usual()), address)
        || disabled.contains(address.identity(), site);
  }

  private static boolean isConfiguredFor(TargetLimits limits, PoolAddress address) {
    return limits.disabledAddresses().contains(address.source().address());
  }
}
