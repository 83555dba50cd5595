package email.wildduck.james.core.config;

/** {@code <limits>}: how many recipients a user may send to. */
public final class LimitsConfiguration {
  /** Ten years of a recipient a second: more is a slip of the pen. */
  private static final long MOST_RECIPIENTS = 315_360_000;

  /** What to do with mail that cannot be counted in Redis. */
  public enum RedisUnreachable {
    /** It is answered with 451: the client tries again. */
    DEFER,
    /** It is counted in this process, against the same limit, and in Redis when that is back. */
    COUNT_LOCALLY
  }

  private final long maxRecipients;
  private final RedisUnreachable redisUnreachable;

  private LimitsConfiguration(long maxRecipients, RedisUnreachable redisUnreachable) {
    this.maxRecipients = maxRecipients;
    this.redisUnreachable = redisUnreachable;
  }

  static LimitsConfiguration read(ConfigReader section) {
    ConfigReader reader = section.knowing("maxRecipients", "redisUnreachable");
    return new LimitsConfiguration(
        reader.number("maxRecipients", 0, MOST_RECIPIENTS).orElse(0L),
        reader
            .value("redisUnreachable", LimitsConfiguration::redisUnreachable)
            .orElse(RedisUnreachable.DEFER));
  }

  private static RedisUnreachable redisUnreachable(String text) {
    switch (text) {
      case "defer":
        return RedisUnreachable.DEFER;
      case "count-locally":
        return RedisUnreachable.COUNT_LOCALLY;
      default:
        throw new IllegalArgumentException("it must be defer or count-locally");
    }
  }

  /**
   * {@code maxRecipients}: recipients within 24 hours for users without a limit of their own; 0
   * leaves that to WildDuck's setting {@code const:max:recipients}. Default: 0.
   */
  public long maxRecipients() {
    return maxRecipients;
  }

  /** {@code redisUnreachable}: {@code defer} or {@code count-locally}. Default: defer. */
  public RedisUnreachable redisUnreachable() {
    return redisUnreachable;
  }
}
