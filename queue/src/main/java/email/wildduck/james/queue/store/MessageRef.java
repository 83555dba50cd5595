package email.wildduck.james.queue.store;

import email.wildduck.james.queue.id.QueueId;
import java.util.Optional;
import org.bson.types.ObjectId;

/**
 * The message that a delivery belongs to, with what is known about it; whatever is known saves a
 * look at the database when the delivery ends. Immutable.
 */
public final class MessageRef {
  private final QueueId id;
  private final Optional<ObjectId> file;
  private final boolean withOneDelivery;

  private MessageRef(QueueId id, Optional<ObjectId> file, boolean withOneDelivery) {
    this.id = id;
    this.file = file;
    this.withOneDelivery = withOneDelivery;
  }

  /** Only the id is known. */
  public static MessageRef of(QueueId id) {
    return new MessageRef(id, Optional.empty(), false);
  }

  /** The {@code _id} of the file is known. */
  public MessageRef inFile(ObjectId known) {
    return new MessageRef(id, Optional.of(known), withOneDelivery);
  }

  /** It is certain that the message never had another delivery. */
  public MessageRef withOneDelivery() {
    return new MessageRef(id, file, true);
  }

  /** The id. */
  public QueueId id() {
    return id;
  }

  /** The {@code _id} of the file, as far as it is known. */
  public Optional<ObjectId> file() {
    return file;
  }

  /** Whether it is certain that the message never had another delivery. */
  public boolean isWithOneDelivery() {
    return withOneDelivery;
  }

  /** The id, for logs. */
  @Override
  public String toString() {
    return id.toString();
  }
}
