package email.wildduck.james.delivery.warmup;

import java.util.Optional;
import java.util.OptionalLong;

/** Keeps addresses to their plans. Thread-safe. */
public final class Warmup {
  private final WarmupCounts counts;

  /** With the counts of all nodes. */
  public Warmup(WarmupCounts counts) {
    this.counts = counts;
  }

  /** Whether an address has sent all that it may send to a site today. */
  public boolean isUsedUp(String ip, Optional<WarmupPlan> plan, String site) {
    return plan.isPresent() && isUsedUp(ip, plan.get(), site);
  }

  private boolean isUsedUp(String ip, WarmupPlan plan, String site) {
    String group = plan.groupOf(site);
    OptionalLong volume = plan.volume(counts.today(), group);
    return volume.isPresent()
        && (volume.getAsLong() == 0 || counts.sent(ip, group) >= volume.getAsLong());
  }

  /** A message has left from an address, to so many recipients of a site. */
  public void sent(String ip, Optional<WarmupPlan> plan, String site, int recipients) {
    plan.map(known -> known.groupOf(site))
        .filter(group -> plan.get().volume(counts.today(), group).isPresent())
        .ifPresent(group -> counts.add(ip, group, recipients));
  }

  /** What is counted. */
  public WarmupCounts counts() {
    return counts;
  }
}
