package email.wildduck.james.queue.zone;

import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.MessageRef;
import email.wildduck.james.queue.store.StoredMessage;
import java.util.List;
import java.util.Optional;
import org.bson.types.ObjectId;

/** A delivery that this process may work on as long as the lease holds. Immutable. */
public final class TakenDelivery {
  private final Lease lease;
  private final QueuedDelivery delivery;
  private final MessageRef message;
  private final Optional<StoredMessage> atHand;

  private TakenDelivery(
      Lease lease, QueuedDelivery delivery, MessageRef message, Optional<StoredMessage> atHand) {
    this.lease = lease;
    this.delivery = delivery;
    this.message = message;
    this.atHand = atHand;
  }

  /** A delivery of a message of which nothing else is known. */
  public static TakenDelivery of(Lease lease, QueuedDelivery delivery) {
    return new TakenDelivery(lease, delivery, MessageRef.of(delivery.id()), Optional.empty());
  }

  /** A delivery of a message whose file is known. */
  public static TakenDelivery of(Lease lease, QueuedDelivery delivery, ObjectId file) {
    return new TakenDelivery(
        lease, delivery, MessageRef.of(delivery.id()).inFile(file), Optional.empty());
  }

  /**
   * A delivery of a message that certainly never had another one.
   *
   * @param file of the message
   */
  public static TakenDelivery onlyOne(Lease lease, QueuedDelivery delivery, ObjectId file) {
    return new TakenDelivery(
        lease,
        delivery,
        MessageRef.of(delivery.id()).inFile(file).withOneDelivery(),
        Optional.empty());
  }

  /** The same with its message, so that nobody has to read that. */
  public TakenDelivery with(StoredMessage read) {
    return new TakenDelivery(lease, delivery, read.refine(message), Optional.of(read));
  }

  /** The same after it has failed for good. */
  public TakenDelivery failed(FinalFailure failure) {
    return new TakenDelivery(lease, delivery.failed(failure), message, atHand);
  }

  /** Whether it is surely the only delivery that the message ever had. */
  public boolean isOnlyOne() {
    return message.isWithOneDelivery() || atHand.filter(this::isForItAlone).isPresent();
  }

  /** A forward of WildDuck names who was written to, and has a delivery for each of its targets. */
  private boolean isForItAlone(StoredMessage read) {
    return read.data().to().equals(List.of(delivery.recipient()))
        && read.data().text("reason").filter("forward"::equals).isEmpty();
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

  Optional<StoredMessage> atHand() {
    return atHand;
  }
}
