package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.zone.Deferral;
import email.wildduck.james.queue.zone.Delay;
import email.wildduck.james.queue.zone.FinalFailure;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has deliveries worked on, and writes to the queue what came out of it. Thread-safe. */
public final class Ending {
  private static final Logger LOGGER = LoggerFactory.getLogger(Ending.class);

  private final SendingQueue queue;
  private final DeliveryWork work;
  private final WorkGate gate;
  private final DeliveryWatch watch;
  private final Companions companions;
  private final Gathering gathering;
  private final FailureObserver observer;
  private final UnplannedWait unplanned;
  private final Clock clock;

  /**
   * With the work of this process.
   *
   * @param gate is asked before each delivery
   * @param watch hears of what is put back and what ends
   * @param gathering is given what fails for good and what is confirmed, and hears of long delays
   */
  public Ending(
      SendingQueue queue,
      DeliveryWork work,
      WorkGate gate,
      DeliveryWatch watch,
      Gathering gathering,
      FailureObserver observer,
      Clock clock) {
    this.queue = queue;
    this.work = work;
    this.gate = gate;
    this.watch = watch;
    this.companions = new Companions(queue);
    this.gathering = gathering;
    this.observer = observer;
    this.unplanned = new UnplannedWait(clock);
    this.clock = clock;
  }

  /** Delivers, or gives up when an administrator has asked for that. Throws nothing. */
  public void workOn(DeliveryGroup group) {
    Optional<String> bounce = group.first().delivery().bounceRequest();
    if (bounce.isPresent()) {
      giveUp(group, bounce.get());
      return;
    }
    Optional<Outcome> refusal = refusalOf(group);
    if (refusal.isPresent()) {
      end(group, ours -> ours.all(refusal.get()));
    } else {
      end(completed(group), work::deliver);
    }
  }

  private Optional<Outcome> refusalOf(DeliveryGroup group) {
    try {
      return gate.refusalOf(group);
    } catch (RuntimeException e) {
      // the work meets the same, and has an outcome for it
      LOGGER.debug("{}: it is not known whether it may begin", group, e);
      return Optional.empty();
    }
  }

  private DeliveryGroup completed(DeliveryGroup group) {
    try {
      return companions.complete(group);
    } catch (RuntimeException e) {
      LOGGER.error("{} goes without its companions after an error", group, e);
      return group;
    }
  }

  /** Ends deliveries as failed, without another attempt. Throws nothing. */
  public void giveUp(DeliveryGroup group, String reason) {
    end(
        group,
        ours -> {
          observer.givenUp(ours, reason);
          return ours.all(Outcome.bounced("", reason));
        });
  }

  private void end(
      DeliveryGroup group, Function<DeliveryGroup, Map<TakenDelivery, Outcome>> attempt) {
    Map<TakenDelivery, Outcome> finished = new LinkedHashMap<>();
    List<TakenDelivery> failed = new ArrayList<>();
    outcomesOf(group, attempt)
        .forEach(
            (delivery, outcome) -> {
              if (outcome.isFinal()) {
                finished.put(delivery, outcome);
              } else if (outcome.kind() == Outcome.Kind.BOUNCED) {
                failed.add(
                    delivery.failed(
                        outcome
                            .failure()
                            .orElseGet(() -> FinalFailure.withoutAttempt(clock.instant()))));
              } else {
                write(delivery, () -> isWritten(delivery, outcome));
              }
            });
    if (!finished.isEmpty()) {
      finish(finished);
    }
    if (!failed.isEmpty()) {
      watch.ending(failed);
      write(
          failed.get(0),
          () -> {
            gathering.end(failed);
            return true;
          });
    }
  }

  /** A confirmation takes the place of one delivery; a crash before the others end repeats it. */
  private void finish(Map<TakenDelivery, Outcome> finished) {
    watch.ending(List.copyOf(finished.keySet()));
    List<TakenDelivery> others = new ArrayList<>();
    finished.forEach(
        (delivery, outcome) ->
            outcome
                .report()
                .ifPresentOrElse(
                    confirmation ->
                        write(delivery, () -> gathering.isConfirmed(delivery, confirmation)),
                    () -> others.add(delivery)));
    if (!others.isEmpty()) {
      write(others.get(0), () -> queue.finish(others));
    }
  }

  /** Work that begins late, as after a long wait or a pause of this process, is another's. */
  private Map<TakenDelivery, Outcome> outcomesOf(
      DeliveryGroup group, Function<DeliveryGroup, Map<TakenDelivery, Outcome>> attempt) {
    Map<TakenDelivery, Outcome> outcomes = new LinkedHashMap<>();
    Optional<DeliveryGroup> ours = group.where(queue::isSurelyOurs);
    try {
      ours.ifPresent(held -> outcomes.putAll(attempt.apply(held)));
    } catch (RuntimeException | Error e) {
      // an Error too: nobody else would end the leases
      LOGGER.error("{} is deferred after an error", group, e);
      ours.ifPresent(
          held -> outcomes.putAll(held.all(Outcome.deferred("internal error: " + e.getMessage()))));
    }
    ours.ifPresent(
        held ->
            held.all(Outcome.deferred("nobody has worked on it")).forEach(outcomes::putIfAbsent));
    group.all(Outcome.lost()).forEach(outcomes::putIfAbsent);
    return outcomes;
  }

  private static void write(TakenDelivery delivery, Supplier<Boolean> writing) {
    try {
      if (!writing.get()) {
        LOGGER.warn(
            "{} was cancelled or taken over before its work had ended", delivery.delivery());
      }
    } catch (RuntimeException e) {
      LOGGER.error(
          "{} could not be ended and comes back when its lease has run out",
          delivery.delivery(),
          e);
    }
  }

  private boolean isWritten(TakenDelivery delivery, Outcome outcome) {
    switch (outcome.kind()) {
      case LOST:
        queue.abandon(delivery);
        return false;
      case POSTPONED:
        return isLeft(
            delivery,
            next(delivery, outcome),
            until -> queue.postpone(delivery, outcome.reply(), until));
      case SET_ASIDE:
        return queue.setAside(delivery, outcome.reply());
      default:
        return isDeferred(delivery, outcome);
    }
  }

  private boolean isDeferred(TakenDelivery delivery, Outcome outcome) {
    boolean written =
        isLeft(
            delivery,
            next(delivery, outcome),
            until -> queue.defer(delivery, deferral(until, outcome)));
    if (written && outcome.delay().filter(Delay::isDue).isPresent()) {
      gathering.delayed(delivery.delivery().id());
    }
    return written;
  }

  private static Deferral deferral(Instant until, Outcome outcome) {
    Deferral deferral = Deferral.until(until, outcome.target(), outcome.reply());
    return outcome.delay().map(deferral::withDelay).orElse(deferral);
  }

  private boolean isLeft(TakenDelivery delivery, Instant until, Predicate<Instant> writing) {
    // as the database keeps it
    Instant stored = until.truncatedTo(ChronoUnit.MILLIS);
    boolean written = writing.test(stored);
    if (written) {
      watch.left(delivery, stored);
    }
    return written;
  }

  private Instant next(TakenDelivery delivery, Outcome outcome) {
    return outcome.next().orElseGet(() -> unplanned.end(delivery.delivery(), outcome));
  }
}
