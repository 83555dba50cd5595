package email.wildduck.james.queue.egress;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.queue.failure.Failures;
import email.wildduck.james.queue.id.QueueId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages that are followed until their round is over, and what is to be done then. */
final class Following {
  private static final Logger LOGGER = LoggerFactory.getLogger(Following.class);
  private static final int MOST = 500;

  /** How much longer than it may take a message is followed. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Failures failures;
  private final Predicate<QueueId> isOver;
  private final Duration longest;
  private final Clock clock;
  private final Map<QueueId, Instant> followed = new ConcurrentHashMap<>();

  /**
   * @param isOver does it, and tells whether that was all
   * @param longest how long a round is waited for
   */
  Following(Failures failures, Predicate<QueueId> isOver, Duration longest, Clock clock) {
    this.failures = failures;
    this.isOver = isOver;
    this.longest = longest;
    this.clock = clock;
  }

  void follow(QueueId message) {
    followed.putIfAbsent(message, clock.instant());
  }

  /** Looks at the database once for all of them, if there are any. Throws nothing. */
  void look() {
    try {
      lookAt(followed.keySet().stream().limit(MOST).collect(Collectors.toList()));
    } catch (SmtpException e) {
      LOGGER.debug("messages cannot be followed now", e);
    } catch (RuntimeException | Error e) {
      // either would end the timer
      LOGGER.error("Messages could not be followed", e);
    }
  }

  private void lookAt(List<QueueId> messages) {
    if (messages.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    Set<QueueId> inRound = failures.inRound(messages);
    for (QueueId message : new ArrayList<>(messages)) {
      Instant end = followed.getOrDefault(message, Instant.EPOCH).plus(longest);
      boolean time = !inRound.contains(message) || !end.isAfter(now);
      if ((time && isOver.test(message)) || end.plus(PATIENCE).isBefore(now)) {
        followed.remove(message);
      }
    }
  }
}
