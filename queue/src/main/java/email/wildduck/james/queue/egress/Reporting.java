package email.wildduck.james.queue.egress;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.queue.failure.Claim;
import email.wildduck.james.queue.failure.Failures;
import email.wildduck.james.queue.failure.Reports;
import email.wildduck.james.queue.failure.WrittenReport;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has senders told of deliveries that have failed for good: at once when a message has one delivery
 * only, else when nobody tries the others any more; and of those that were accepted, when they
 * asked for that. Thread-safe.
 */
public final class Reporting {
  private static final Logger LOGGER = LoggerFactory.getLogger(Reporting.class);

  /** For what nobody expected, and when the database is away. */
  private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(30);

  private final SendingQueue queue;
  private final Failures failures;
  private final Reports reports;
  private final ReportWork work;
  private final FailureObserver observer;
  private final Clock clock;

  /** With what this process uses. */
  public Reporting(
      SendingQueue queue,
      Failures failures,
      Reports reports,
      ReportWork work,
      FailureObserver observer,
      Clock clock) {
    this.queue = queue;
    this.failures = failures;
    this.reports = reports;
    this.work = work;
    this.observer = observer;
    this.clock = clock;
  }

  /**
   * Ends deliveries of one message that have failed.
   *
   * @return whether {@link #isOver} has to be asked for the message from now on
   */
  public boolean isToFollow(List<TakenDelivery> failed) {
    TakenDelivery first = failed.get(0);
    if (first.isOnlyOne()) {
      DeliveryGroup.ofMessages(failed).forEach(this::report);
      return false;
    }
    if (!failures.record(failed, clock.instant())) {
      LOGGER.warn("{} was taken over before its failure was written", first.delivery());
    }
    return !isOver(first.delivery().id());
  }

  /**
   * Has the sender of a message told of all failures that there are, if it is time.
   *
   * @return whether it is done; otherwise, as when the database is away, it is to be asked again
   */
  public boolean isOver(QueueId message) {
    Claim claim;
    try {
      claim = failures.claim(message);
    } catch (SmtpException e) {
      LOGGER.warn("the sender of {} is told of its failures later", message, e);
      return false;
    }
    DeliveryGroup.ofMessages(claim.deliveries()).forEach(this::report);
    return !claim.isToBeRepeated();
  }

  /**
   * Ends a delivery that was accepted, with the confirmation of that.
   *
   * @return false when it is somebody else's by now; nothing is queued then
   */
  boolean isConfirmed(TakenDelivery accepted, WrittenReport confirmation) {
    boolean committed = reports.commit(List.of(accepted), confirmation);
    if (committed) {
      observer.confirmed(DeliveryGroup.of(accepted), confirmation);
    }
    return committed;
  }

  private void report(DeliveryGroup failed) {
    Map<Optional<WrittenReport>, List<TakenDelivery>> told = new LinkedHashMap<>();
    List<TakenDelivery> later = new ArrayList<>();
    outcomesOf(failed)
        .forEach(
            (delivery, outcome) -> {
              if (outcome.kind() == Outcome.Kind.BOUNCED) {
                told.computeIfAbsent(outcome.report(), report -> new ArrayList<>()).add(delivery);
              } else if (outcome.kind() == Outcome.Kind.SET_ASIDE) {
                write(failed, () -> queue.setAside(delivery, outcome.reply()));
              } else {
                later.add(delivery);
              }
            });
    told.forEach((report, about) -> write(failed, () -> isEnded(about, report)));
    if (!later.isEmpty()) {
      Instant next = clock.instant().plus(AFTER_AN_ERROR);
      write(failed, () -> failures.record(later, next));
    }
  }

  private Map<TakenDelivery, Outcome> outcomesOf(DeliveryGroup failed) {
    Map<TakenDelivery, Outcome> outcomes = new LinkedHashMap<>();
    try {
      outcomes.putAll(work.report(failed));
    } catch (RuntimeException | Error e) {
      // an Error too: nobody else would end the leases
      LOGGER.error("the report about {} is tried again after an error", failed, e);
    }
    failed.all(Outcome.deferred("nobody has reported it")).forEach(outcomes::putIfAbsent);
    return outcomes;
  }

  private boolean isEnded(List<TakenDelivery> failed, Optional<WrittenReport> report) {
    if (report.isEmpty()) {
      return queue.finish(failed);
    }
    boolean committed = reports.commit(failed, report.get());
    if (committed) {
      DeliveryGroup.ofMessages(failed).forEach(group -> observer.reported(group, report.get()));
    }
    return committed;
  }

  private static void write(DeliveryGroup failed, Writing writing) {
    try {
      if (!writing.isWritten()) {
        LOGGER.warn("{} was taken over before it was reported", failed);
      }
    } catch (RuntimeException e) {
      LOGGER.error("{} could not be reported, which is done again later", failed, e);
    }
  }

  /** One way to end failures. */
  private interface Writing {
    boolean isWritten();
  }
}
