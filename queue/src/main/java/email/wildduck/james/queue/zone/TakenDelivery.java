package email.wildduck.james.queue.zone;

import email.wildduck.james.queue.store.Lease;

/** A delivery that this process may work on as long as the lease holds. Immutable. */
public final class TakenDelivery {
  private final Lease lease;
  private final QueuedDelivery delivery;

  TakenDelivery(Lease lease, QueuedDelivery delivery) {
    this.lease = lease;
    this.delivery = delivery;
  }

  /** What ending the work names. */
  public Lease lease() {
    return lease;
  }

  /** What is to be delivered. */
  public QueuedDelivery delivery() {
    return delivery;
  }
}
