package email.wildduck.james.queue.egress;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.queue.failure.Failures;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows messages of which this node knows failures while other deliveries of them are tried, with
 * one look at the database for all of them every half second, and none when there are none. What it
 * does not get to, as when the node ends, the sweeper of any node does. Thread-safe.
 */
public final class Gathering implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Gathering.class);
  private static final long INTERVAL_MS = 500;
  private static final int MOST = 500;

  /** How much longer than it may take a message is followed. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Reporting reporting;
  private final Failures failures;
  private final Duration gatherFor;
  private final Clock clock;
  private final Map<QueueId, Instant> followed = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread gathering = new Thread(work, "queue-failures");
            gathering.setDaemon(true);
            return gathering;
          });

  private Gathering(Reporting reporting, Failures failures, Duration gatherFor, Clock clock) {
    this.reporting = reporting;
    this.failures = failures;
    this.gatherFor = gatherFor;
    this.clock = clock;
  }

  /**
   * Begins.
   *
   * @param gatherFor how long the failures of a message wait at most for its other deliveries
   */
  public static Gathering start(
      Reporting reporting, Failures failures, Duration gatherFor, Clock clock) {
    Gathering gathering = new Gathering(reporting, failures, gatherFor, clock);
    var unused =
        gathering.thread.scheduleWithFixedDelay(
            gathering::look, INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
    return gathering;
  }

  /**
   * Ends deliveries of one message that have failed, now or when its round is over.
   *
   * @param failed with their failures; not empty
   */
  void end(List<TakenDelivery> failed) {
    if (reporting.isToFollow(failed)) {
      followed.putIfAbsent(failed.get(0).delivery().id(), clock.instant());
    }
  }

  private void look() {
    try {
      lookAt(followed.keySet().stream().limit(MOST).collect(Collectors.toList()));
    } catch (SmtpException e) {
      LOGGER.debug("failures cannot be looked at now", e);
    } catch (RuntimeException | Error e) {
      // either would end the timer
      LOGGER.error("Failures could not be looked at", e);
    }
  }

  private void lookAt(List<QueueId> messages) {
    if (messages.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    Set<QueueId> inRound = failures.inRound(messages);
    for (QueueId message : new ArrayList<>(messages)) {
      Instant end = followed.getOrDefault(message, Instant.EPOCH).plus(gatherFor);
      boolean time = !inRound.contains(message) || !end.isAfter(now);
      if ((time && reporting.isOver(message)) || end.plus(PATIENCE).isBefore(now)) {
        followed.remove(message);
      }
    }
  }

  /** What is not told by now, another node tells. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
