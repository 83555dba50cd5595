package email.wildduck.james.extension.admin.json;

import email.wildduck.james.delivery.warmup.WarmupCounts;
import email.wildduck.james.delivery.warmup.WarmupPlan;
import java.util.List;
import java.util.stream.Collectors;

/** Where the plan of an address is. */
public final class WarmupJson {
  public final String start;
  public final long day;
  public final List<WarmupVolumeJson> today;

  /** Of a plan, today. */
  public WarmupJson(String ip, WarmupPlan plan, WarmupCounts counts) {
    start = plan.start().toString();
    day = plan.dayOf(counts.today());
    today =
        plan.groups().stream()
            .map(
                group ->
                    new WarmupVolumeJson(
                        group, plan.volume(counts.today(), group), counts.sent(ip, group)))
            .collect(Collectors.toList());
  }
}
