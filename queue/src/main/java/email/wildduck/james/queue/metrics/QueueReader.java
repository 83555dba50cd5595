package email.wildduck.james.queue.metrics;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.queue.admin.QueueOverview;
import email.wildduck.james.queue.pause.Pauses;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the queue not too often; see the package. Thread-safe. */
final class QueueReader {
  private static final Logger LOGGER = LoggerFactory.getLogger(QueueReader.class);

  /** ZoneMTA counts its queue as often. */
  private static final Duration SHORTEST = Duration.ofSeconds(10);

  /** The part of the time that counting may take, as its reciprocal. */
  private static final int SHARE = 20;

  private final QueueOverview overview;
  private final Pauses pauses;
  private final Clock clock;
  private Optional<QueueReading> latest = Optional.empty();
  private Instant next = Instant.MIN;

  QueueReader(QueueOverview overview, Pauses pauses, Clock clock) {
    this.overview = overview;
    this.pauses = pauses;
    this.clock = clock;
  }

  /** Others wait for the one who counts, so that they do not count the same. */
  synchronized QueueReading current() {
    Instant begin = clock.instant();
    if (latest.isPresent() && begin.isBefore(next)) {
      return latest.get();
    }
    QueueReading reading = read();
    Instant end = clock.instant();
    Duration pause = Duration.between(begin, end).multipliedBy(SHARE);
    next = end.plus(pause.compareTo(SHORTEST) > 0 ? pause : SHORTEST);
    latest = Optional.of(reading);
    return reading;
  }

  private QueueReading read() {
    try {
      return QueueReading.of(overview.zones(), pauses.list());
    } catch (SmtpException e) {
      LOGGER.warn("The queue cannot be counted for its metrics: {}", e.getMessage());
      return QueueReading.failed();
    }
  }
}
