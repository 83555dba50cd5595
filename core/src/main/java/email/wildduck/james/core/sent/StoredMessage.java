package email.wildduck.james.core.sent;

import org.bson.types.ObjectId;

/** Where a message is in WildDuck. Immutable. */
final class StoredMessage {
  private final ObjectId mailbox;
  private final long uid;

  StoredMessage(ObjectId mailbox, long uid) {
    this.mailbox = mailbox;
    this.uid = uid;
  }

  ObjectId mailbox() {
    return mailbox;
  }

  long uid() {
    return uid;
  }
}
