package email.wildduck.james.delivery.limit;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.site.Sites;
import java.time.Duration;
import java.util.Optional;

/**
 * What keeps attempts from beginning, as far as this node knows without a question to others: sites
 * in a pause, sites that have all their places in a zone, and limits that it was told are reached.
 * Thread-safe.
 */
final class Obstacles {
  private static final Duration SPREAD = Duration.ofMillis(20);

  private final Sites sites;
  private final BackOff backOff;
  private final SiteShares shares;
  private final Limits limits;
  private final Queues queues;

  Obstacles(Sites sites, BackOff backOff, SiteShares shares, Limits limits, Queues queues) {
    this.sites = sites;
    this.backOff = backOff;
    this.shares = shares;
    this.limits = limits;
    this.queues = queues;
  }

  /** The site is looked for only while there is something that could be in the way. */
  Optional<Failure> find(String zone, String domain, Target target) {
    if (!backOff.isAnySitePaused() && !shares.isAnyReached() && !limits.mayBeReached()) {
      return Optional.empty();
    }
    String site = sites.siteOf(target).orElse("");
    return pauseOf(site)
        .or(() -> shares.reached(zone, target, site))
        .or(() -> limits.reached(zone, domain, site));
  }

  /** The pause that a site is in. */
  Optional<Failure> pauseOf(String site) {
    return backOff
        .pauseOf(site)
        .map(
            note ->
                Failure.postponed(
                    queues.join("pause " + site, queues.until(note.until()), SPREAD),
                    SmtpReply.of(
                        451,
                        "4.3.2",
                        "Waiting: " + site + " is left alone for a while, as it asked")));
  }
}
