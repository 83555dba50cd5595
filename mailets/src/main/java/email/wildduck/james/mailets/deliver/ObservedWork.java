package email.wildduck.james.mailets.deliver;

import email.wildduck.james.queue.egress.DeliveryGroup;
import email.wildduck.james.queue.egress.DeliveryWork;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of outcomes that no attempt has told of: errors on our side, what was dropped or set aside,
 * and what a store that is away keeps from being tried. Thread-safe.
 */
public final class ObservedWork implements DeliveryWork {
  private static final Logger LOGGER = LoggerFactory.getLogger(ObservedWork.class);

  private final DeliveryWork work;
  private final DeliveryEvents events;

  /** Of that work. */
  public ObservedWork(DeliveryWork work, DeliveryEvents events) {
    this.work = work;
    this.events = events;
  }

  @Override
  public Map<TakenDelivery, Outcome> deliver(DeliveryGroup group) {
    try {
      Map<TakenDelivery, Outcome> outcomes = work.deliver(group);
      outcomes.forEach(
          (taken, outcome) -> {
            if (isWithoutAttempt(outcome)) {
              events.ended(ToldDelivery.of(taken.delivery()), outcome);
            } else if (isInTheWay(outcome)) {
              UntriedEvent.of(taken.delivery(), outcome).info(LOGGER);
            }
          });
      return outcomes;
    } catch (RuntimeException | Error e) {
      Outcome deferred = Outcome.deferred("internal error: " + e.getMessage());
      group
          .deliveries()
          .forEach(taken -> events.ended(ToldDelivery.of(taken.delivery()), deferred));
      throw e;
    }
  }

  /** Of a limit, whoever knows it has told. */
  private static boolean isInTheWay(Outcome outcome) {
    return outcome.kind() == Outcome.Kind.POSTPONED && outcome.next().isEmpty();
  }

  /** After an attempt the schedule has decided on the time of the next, or there is none. */
  private static boolean isWithoutAttempt(Outcome outcome) {
    switch (outcome.kind()) {
      case DEFERRED:
        return outcome.next().isEmpty();
      case DROPPED:
      case SET_ASIDE:
        return true;
      default:
        return false;
    }
  }
}
