package email.wildduck.james.queue.pause;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** All zones and domains that are paused at one moment. Immutable. */
public final class PausedTargets {
  private final Set<String> zones = new HashSet<>();
  private final Set<String> domains = new HashSet<>();

  PausedTargets(List<Pause> pauses) {
    for (Pause pause : pauses) {
      (pause.kind() == PauseKind.ZONE ? zones : domains).add(pause.name());
    }
  }

  /** Whether nothing is taken from a zone. */
  public boolean isZonePaused(String zone) {
    return zones.contains(zone.toLowerCase(Locale.ROOT));
  }

  /** Whether nothing is taken for a domain. */
  public boolean isDomainPaused(String domain) {
    return domains.contains(domain.toLowerCase(Locale.ROOT));
  }

  /** The paused domains, in lower case. */
  public Set<String> domains() {
    return Set.copyOf(domains);
  }
}
