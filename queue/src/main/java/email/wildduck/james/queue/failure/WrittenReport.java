package email.wildduck.james.queue.failure;

import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.NewDelivery;
import java.util.Objects;

/** A report whose file is in the queue, and whose delivery is not. Immutable. */
public final class WrittenReport {
  private final QueueId id;
  private final NewDelivery delivery;

  WrittenReport(QueueId id, NewDelivery delivery) {
    this.id = Objects.requireNonNull(id);
    this.delivery = Objects.requireNonNull(delivery);
  }

  /** The id of the report. */
  public QueueId id() {
    return id;
  }

  /** To whom and by what zone it goes. */
  public NewDelivery delivery() {
    return delivery;
  }
}
