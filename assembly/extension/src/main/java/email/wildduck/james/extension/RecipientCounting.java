package email.wildduck.james.extension;

import email.wildduck.james.core.config.LimitsConfiguration.RedisUnreachable;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.limits.OutageRecipientCounter;
import email.wildduck.james.core.limits.RecipientCounter;
import email.wildduck.james.core.limits.RedisRecipientCounter;
import email.wildduck.james.extension.store.Stores;
import java.time.Clock;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The counter of recipients that the configuration asks for. While it counts locally, what was
 * counted is added to Redis every second that Redis can be reached, and once more at the end.
 */
@Singleton
public final class RecipientCounting {
  private static final Logger LOGGER = LoggerFactory.getLogger(RecipientCounting.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final RecipientCounter counter;
  private final Runnable close;

  /** Must be made after the stores, so that it is closed before them. */
  @Inject
  public RecipientCounting(Stores stores, WildDuckConfiguration configuration, Clock clock) {
    RedisRecipientCounter redis = new RedisRecipientCounter(stores.redis().commands());
    if (configuration.limits().redisUnreachable() == RedisUnreachable.COUNT_LOCALLY) {
      OutageRecipientCounter outage = new OutageRecipientCounter(redis, clock);
      counter = outage;
      close = settlingEverySecond(outage);
    } else {
      counter = redis;
      close = () -> {};
    }
  }

  /** One for all ports. */
  public RecipientCounter counter() {
    return counter;
  }

  /** Adds to Redis what is left; called by James when the ports are closed. */
  @PreDestroy
  public void close() {
    close.run();
  }

  private static Runnable settlingEverySecond(OutageRecipientCounter outage) {
    Timer timer = new Timer("wildduck-recipient-counts", true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            settle(outage);
          }
        },
        PERIOD.toMillis(),
        PERIOD.toMillis());
    return () -> {
      timer.cancel();
      settle(outage);
    };
  }

  private static void settle(OutageRecipientCounter outage) {
    try {
      outage.settle();
    } catch (RuntimeException e) {
      // An exception would end the timer.
      LOGGER.error("What was counted in this process could not be added to Redis", e);
    }
  }
}
