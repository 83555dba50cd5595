package email.wildduck.james.delivery.limit;

import email.wildduck.james.delivery.source.PoolAddress;
import email.wildduck.james.delivery.source.ZonePool;
import email.wildduck.james.delivery.warmup.WarmupCounts;
import email.wildduck.james.delivery.warmup.WarmupPlan;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gauges of pools and sites, the same on every node while Redis is there:
 *
 * <ul>
 *   <li>{@code wildduck_warmup_sent{address,site}}: messages of today (UTC) of an address with a
 *       plan; {@code site} is {@code *} for all sites without volumes of their own
 *   <li>{@code wildduck_warmup_volume{address,site}}: how many it may be; absent after the last day
 *   <li>{@code wildduck_address_disabled{address}}: 1 for what an administrator has disabled, else
 *       0
 *   <li>{@code wildduck_address_blocking_sites{address}}: sites that have it on a block list
 *   <li>{@code wildduck_sites_paused}: sites that are left alone for a while
 * </ul>
 */
public final class RestraintGauges {
  private final Restraint restraint;

  /** Of what restrains this process. */
  public RestraintGauges(Restraint restraint) {
    this.restraint = restraint;
  }

  /** Shows them in a registry that has none of them yet. */
  public void register(PrometheusRegistry registry) {
    gauge("wildduck_warmup_sent", "Messages of an address today", "address", "site")
        .callback(this::sent)
        .register(registry);
    gauge("wildduck_warmup_volume", "Messages of an address planned for today", "address", "site")
        .callback(this::volume)
        .register(registry);
    gauge("wildduck_address_disabled", "Addresses that were taken out of use", "address")
        .callback(
            gauge ->
                addresses()
                    .map(PoolAddress::ip)
                    .distinct()
                    .forEach(ip -> gauge.call(restraint.disabled().isDisabled(ip) ? 1 : 0, ip)))
        .register(registry);
    gauge("wildduck_address_blocking_sites", "Sites with the address on a block list", "address")
        .callback(this::blocks)
        .register(registry);
    gauge("wildduck_sites_paused", "Sites that are left alone for a while")
        .callback(gauge -> gauge.call(restraint.backOff().pauses().size()))
        .register(registry);
  }

  private void sent(GaugeWithCallback.Callback gauge) {
    WarmupCounts counts = restraint.warmup().counts();
    planned()
        .forEach(
            address ->
                plan(address)
                    .groups()
                    .forEach(
                        group ->
                            gauge.call(
                                (double) counts.sent(address.ip(), group),
                                address.ip(),
                                label(group))));
  }

  private void volume(GaugeWithCallback.Callback gauge) {
    planned()
        .forEach(
            address ->
                plan(address)
                    .groups()
                    .forEach(
                        group ->
                            plan(address)
                                .volume(restraint.warmup().counts().today(), group)
                                .ifPresent(
                                    volume ->
                                        gauge.call((double) volume, address.ip(), label(group)))));
  }

  private void blocks(GaugeWithCallback.Callback gauge) {
    addresses()
        .map(PoolAddress::identity)
        .distinct()
        .forEach(
            identity -> gauge.call(restraint.disabled().sitesBlocking(identity).size(), identity));
  }

  /** Each once, however many pools have it; the plan is that of the first. */
  private Stream<PoolAddress> planned() {
    return addresses()
        .filter(address -> address.plan().isPresent())
        .collect(
            Collectors.toMap(
                PoolAddress::ip, address -> address, (first, second) -> first, TreeMap::new))
        .values()
        .stream();
  }

  private Stream<PoolAddress> addresses() {
    return restraint.sources().pools().stream().flatMap(ZonePool::addresses);
  }

  private static WarmupPlan plan(PoolAddress address) {
    return address.plan().orElseThrow();
  }

  private static String label(String group) {
    return group.isEmpty() ? "*" : group;
  }

  private static GaugeWithCallback.Builder gauge(String name, String help, String... labels) {
    return GaugeWithCallback.builder().name(name).help(help).labelNames(labels);
  }
}
