package email.wildduck.james.queue.store;

import java.util.Optional;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;

/** What is kept of a message that was written a short while ago. Immutable. */
final class RecentMessage {
  /** About what the objects of metadata take up, in bytes for each byte in the database. */
  private static final long OBJECTS = 4;

  private final MessageData accepted;
  private final Optional<RecentBody> body;
  private final long length;
  private final long size;

  private RecentMessage(
      MessageData accepted, Optional<RecentBody> body, long length, long metadataSize) {
    this.accepted = accepted;
    this.body = body;
    this.length = length;
    this.size = OBJECTS * metadataSize + body.map(RecentBody::size).orElse(0L);
  }

  /**
   * @param accepted {@code metadata.data} as it was written
   * @param codec gives it the types that one from the database has
   * @param body empty when it is too long to be kept
   * @param length of the body in bytes
   * @throws BrokenEntryException when the metadata cannot be read
   */
  static RecentMessage of(
      Document accepted, Codec<Document> codec, Optional<RecentBody> body, long length)
      throws BrokenEntryException {
    RawBsonDocument stored = new RawBsonDocument(accepted, codec);
    return new RecentMessage(
        MessageData.of(stored.decode(codec)), body, length, stored.getByteBuffer().remaining());
  }

  MessageData accepted() {
    return accepted;
  }

  Optional<RecentBody> body() {
    return body;
  }

  long length() {
    return length;
  }

  /** Bytes in memory, about. */
  long size() {
    return size;
  }
}
