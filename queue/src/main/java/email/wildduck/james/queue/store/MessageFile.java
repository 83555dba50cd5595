package email.wildduck.james.queue.store;

import org.bson.types.ObjectId;

/** A file of the GridFS bucket: where the body is, and what is known about the message. */
final class MessageFile {
  private final ObjectId fileId;
  private final long length;
  private final MessageData data;
  private final boolean withOneDelivery;

  MessageFile(ObjectId fileId, long length, MessageData data) {
    this(fileId, length, data, false);
  }

  /**
   * @param withOneDelivery whether it is certain that the message never had another delivery
   */
  MessageFile(ObjectId fileId, long length, MessageData data, boolean withOneDelivery) {
    this.fileId = fileId;
    this.length = length;
    this.data = data;
    this.withOneDelivery = withOneDelivery;
  }

  ObjectId fileId() {
    return fileId;
  }

  long length() {
    return length;
  }

  MessageData data() {
    return data;
  }

  boolean isWithOneDelivery() {
    return withOneDelivery;
  }
}
