package email.wildduck.james.delivery.connect;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that have passed their time limit. A socket of Java has a limit for a read
 * only: a write to a peer that takes nothing, or a handshake that trickles, would wait for ever.
 */
public final class Watchdog implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Watchdog.class);
  private static final Duration ROUND = Duration.ofMillis(250);

  private final Set<Wire> watched = ConcurrentHashMap.newKeySet();
  private final ScheduledFuture<?> rounds;

  /** Looks at all connections four times a second, on a thread of {@code timer}. */
  public Watchdog(ScheduledExecutorService timer) {
    this.rounds =
        timer.scheduleWithFixedDelay(
            this::round, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
  }

  void watch(Wire wire) {
    watched.add(wire);
  }

  void forget(Wire wire) {
    watched.remove(wire);
  }

  private void round() {
    for (Wire wire : watched) {
      try {
        wire.abortIfOverdue();
      } catch (RuntimeException e) {
        LOGGER.warn("A connection could not be ended", e);
      }
    }
  }

  /** Ends the rounds. Connections stay as they are. */
  @Override
  public void close() {
    rounds.cancel(false);
  }
}
