package email.wildduck.james.queue.zone;

import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.MessageRef;
import org.bson.types.ObjectId;

/** A delivery that this process may work on as long as the lease holds. Immutable. */
public final class TakenDelivery {
  private final Lease lease;
  private final QueuedDelivery delivery;
  private final MessageRef message;

  private TakenDelivery(Lease lease, QueuedDelivery delivery, MessageRef message) {
    this.lease = lease;
    this.delivery = delivery;
    this.message = message;
  }

  /** A delivery of a message of which nothing else is known. */
  public static TakenDelivery of(Lease lease, QueuedDelivery delivery) {
    return new TakenDelivery(lease, delivery, MessageRef.of(delivery.id()));
  }

  /**
   * A delivery of a message that certainly never had another one.
   *
   * @param file of the message
   */
  public static TakenDelivery onlyOne(Lease lease, QueuedDelivery delivery, ObjectId file) {
    return new TakenDelivery(
        lease, delivery, MessageRef.of(delivery.id()).inFile(file).withOneDelivery());
  }

  /** What ending the work names. */
  public Lease lease() {
    return lease;
  }

  /** What is to be delivered. */
  public QueuedDelivery delivery() {
    return delivery;
  }

  /** The message, as far as it is known; {@link SendingQueue#load} reads it. */
  public MessageRef message() {
    return message;
  }
}
