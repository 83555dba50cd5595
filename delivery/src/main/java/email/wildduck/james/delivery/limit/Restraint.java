package email.wildduck.james.delivery.limit;

import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.delivery.attempt.Transport;
import email.wildduck.james.delivery.reply.ReplyClassifier;
import email.wildduck.james.delivery.reply.ReplyReading;
import email.wildduck.james.delivery.share.Notes;
import email.wildduck.james.delivery.share.SharedRedis;
import email.wildduck.james.delivery.site.Sites;
import email.wildduck.james.delivery.source.AddressNames;
import email.wildduck.james.delivery.source.DisabledAddresses;
import email.wildduck.james.delivery.source.Sources;
import email.wildduck.james.delivery.warmup.Warmup;
import email.wildduck.james.delivery.warmup.WarmupCounts;
import java.time.Clock;
import java.time.Duration;

/** All that restrains deliveries of this process, put together. Thread-safe. */
public final class Restraint {
  /** Redis keys of all that is shared begin with this and the name of the queue's collection. */
  public static final String PREFIX = "wildduck-james:";

  /** They hold for minutes, and there may be many. */
  private static final Duration CONNECTS_AGE = Duration.ofSeconds(10);

  private final WildDuckConfiguration configuration;
  private final SharedRedis redis;
  private final AddressNames names;
  private final Clock clock;
  private final DisabledAddresses disabled;
  private final Warmup warmup;
  private final Sources sources;
  private final BackOff backOff;

  /**
   * @param names in EHLO of addresses that have none
   */
  public Restraint(
      WildDuckConfiguration configuration, SharedRedis redis, AddressNames names, Clock clock) {
    this.configuration = configuration;
    this.redis = redis;
    this.names = names;
    this.clock = clock;
    Duration longest = configuration.sites().longestPause();
    disabled =
        new DisabledAddresses(
            new Notes(redis, "addresses", Notes.AGE, Duration.ZERO, clock),
            configuration.sites().blacklistTtl(),
            clock);
    warmup = new Warmup(new WarmupCounts(redis, clock));
    sources = new Sources(configuration, names, disabled, warmup);
    backOff =
        new BackOff(
            new Notes(redis, "sites", Notes.AGE, longest, clock),
            configuration.sites().firstPause(),
            longest,
            clock);
  }

  /** A transport that is restrained. */
  public LimitedTransport on(Transport transport, Sites sites) {
    Queues queues = new Queues(clock);
    SiteShares shares = new SiteShares(configuration.zones(), queues, clock);
    Limits limits = new Limits(configuration, redis, queues, clock);
    return new LimitedTransport(
        transport,
        sites,
        sources,
        new Obstacles(sites, backOff, shares, limits, queues),
        shares,
        limits,
        new FailedConnects(
            configuration.sites(),
            new Notes(redis, "connects", CONNECTS_AGE, Duration.ZERO, clock),
            clock),
        new Lessons(
            new ReplyClassifier(ReplyReading.PATIENT), backOff, disabled, warmup, names.host()));
  }

  /** The pools. */
  public Sources sources() {
    return sources;
  }

  /** Addresses that are not used. */
  public DisabledAddresses disabled() {
    return disabled;
  }

  /** Sites in a pause. */
  public BackOff backOff() {
    return backOff;
  }

  /** What new addresses have sent. */
  public Warmup warmup() {
    return warmup;
  }
}
