package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.pause.Pauses;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.zone.DeliveryIntake;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Empties one sending zone: one thread takes deliveries, others work on them. Thread-safe. */
public final class ZoneConsumer implements AutoCloseable {
  private final String zone;
  private final Duration grace;
  private final ZoneWork work;
  private final ZoneTaking taking;
  private final Runnable endOfSignals;

  private ZoneConsumer(
      ZoneLimits limits,
      QueueStore store,
      SendingQueue queue,
      Pauses pauses,
      Ending ending,
      Duration grace) {
    this.zone = limits.zone();
    this.grace = grace;
    this.work = new ZoneWork(limits, queue, ending, this::placeIsFree);
    this.taking = new ZoneTaking(zone, work, store, queue, pauses);
    this.endOfSignals = store.onArrival(zone, taking::arrived);
  }

  /**
   * Begins.
   *
   * @param grace how long work that has begun may go on at the end
   */
  public static ZoneConsumer start(
      ZoneLimits limits,
      QueueStore store,
      SendingQueue queue,
      Pauses pauses,
      Ending ending,
      Duration grace) {
    ZoneConsumer consumer = new ZoneConsumer(limits, store, queue, pauses, ending, grace);
    consumer.taking.start();
    return consumer;
  }

  private void placeIsFree() {
    taking.placeIsFree();
  }

  Places places() {
    return work.places();
  }

  String zone() {
    return zone;
  }

  /** Whether more deliveries wait than can begin, and a place is soon free for them. */
  boolean isBehind() {
    return work.isQuick() && taking.isBehind();
  }

  /** A place for new deliveries, to begin or to wait, if no older delivery waits for it. */
  Optional<DeliveryIntake.Place> reserve(String domain) {
    if (!taking.mayComeNext(domain)) {
      return Optional.empty();
    }
    if (work.places().hasPlace(domain)) {
      return Optional.of(place(work::work, () -> work.leave(domain)));
    }
    return work.places().hasRoom(domain)
        ? Optional.of(place(work::enter, () -> work.places().expectNoMore(domain)))
        : Optional.empty();
  }

  /**
   * @param first what is done with the deliveries that the place is for
   * @param unneeded what is done when there are none
   */
  private DeliveryIntake.Place place(Consumer<DeliveryGroup> first, Runnable unneeded) {
    return new DeliveryIntake.Place() {
      @Override
      public void give(List<TakenDelivery> deliveries, StoredMessage message) {
        List<DeliveryGroup> groups =
            DeliveryGroup.formedOf(
                deliveries.stream()
                    .map(delivery -> delivery.with(message))
                    .collect(Collectors.toList()));
        first.accept(groups.get(0));
        // those with another target, or more than go together
        groups.stream().skip(1).forEach(group -> work.begin(group.deliveries()));
      }

      @Override
      public void cancel() {
        unneeded.run();
      }
    };
  }

  /** Takes no more, waits for what has begun as long as the grace lasts, gives back the rest. */
  @Override
  public void close() {
    endOfSignals.run();
    try {
      taking.end(grace);
      work.end(grace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      work.endNow();
    }
  }
}
