package email.wildduck.james.extension.queue;

import email.wildduck.james.core.event.EventSink;
import email.wildduck.james.core.event.form.RemovalEvent;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.util.function.Consumer;

/** Tells of deliveries that somebody has removed while they waited: {@code DELETED} for each. */
final class CancellationEvents implements Consumer<QueuedDelivery> {
  private static final String REASON = "Removed from the queue while it waited, as by its owner";

  private final EventSink sink;

  CancellationEvents(EventSink sink) {
    this.sink = sink;
  }

  @Override
  public void accept(QueuedDelivery delivery) {
    sink.tell(
        RemovalEvent.deleted(delivery.toString(), delivery.recipient(), REASON)
            .with("zone", delivery.zone()));
  }
}
