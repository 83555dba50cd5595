package email.wildduck.james.queue.egress;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.queue.delay.Delays;
import email.wildduck.james.queue.failure.Claim;
import email.wildduck.james.queue.failure.WrittenReport;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.BrokenEntryException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has senders told that deliveries wait, when nobody tries others of the message. Thread-safe. */
public final class Warning {
  private static final Logger LOGGER = LoggerFactory.getLogger(Warning.class);

  /** For what nobody expected, and when the database is away. */
  private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(30);

  private final Delays delays;
  private final WarningWork work;
  private final FailureObserver observer;
  private final Clock clock;

  /** With what this process uses. */
  public Warning(Delays delays, WarningWork work, FailureObserver observer, Clock clock) {
    this.delays = delays;
    this.work = work;
    this.observer = observer;
    this.clock = clock;
  }

  /**
   * Has the sender of a message told of all its deliveries that wait, if it is time.
   *
   * @return whether it is done; otherwise, as when the database is away, it is to be asked again
   */
  public boolean isOver(QueueId message) {
    Claim claim;
    try {
      claim = delays.claim(message);
    } catch (SmtpException e) {
      LOGGER.warn("the sender of {} is told later that it waits", message, e);
      return false;
    }
    DeliveryGroup.ofMessages(claim.deliveries()).forEach(this::warn);
    return !claim.isToBeRepeated();
  }

  private void warn(DeliveryGroup delayed) {
    try {
      if (!isEnded(delayed)) {
        LOGGER.warn("{} was cancelled or taken over before its sender was warned", delayed);
      }
    } catch (RuntimeException e) {
      LOGGER.error("the sender of {} could not be warned, which is done again later", delayed, e);
    }
  }

  private boolean isEnded(DeliveryGroup delayed) {
    Optional<WrittenReport> warning;
    try {
      warning = work.warn(delayed);
    } catch (BrokenEntryException e) {
      LOGGER.error("{} waits and cannot be read, its sender is not told", delayed, e);
      return delays.endSilently(delayed.deliveries());
    } catch (IOException | RuntimeException | Error e) {
      // an Error too: nobody else would end the leases
      LOGGER.error("the warning of {} is tried again after an error", delayed, e);
      return delays.postpone(delayed.deliveries(), clock.instant().plus(AFTER_AN_ERROR));
    }
    if (warning.isEmpty()) {
      return delays.endSilently(delayed.deliveries());
    }
    boolean committed = delays.commit(delayed.deliveries(), warning.get());
    if (committed) {
      observer.warned(delayed, warning.get());
    }
    return committed;
  }
}
