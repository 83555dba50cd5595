package email.wildduck.james.queue.store;

import java.util.Optional;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;

/** What is kept of a message that was written a short while ago. Immutable. */
final class RecentMessage {
  /** About what the objects around the bytes take up. */
  private static final long OVERHEAD = 512;

  private final RawBsonDocument accepted;
  private final Codec<Document> codec;
  private final Optional<RecentBody> body;
  private final long length;

  /**
   * @param accepted {@code metadata.data}; kept as bytes, which are less than the objects
   * @param body empty when it is too long to be kept
   * @param length of the body in bytes
   */
  RecentMessage(Document accepted, Codec<Document> codec, Optional<RecentBody> body, long length) {
    this.accepted = new RawBsonDocument(accepted, codec);
    this.codec = codec;
    this.body = body;
    this.length = length;
  }

  /** A new document, with the types that one from the database has. */
  Document accepted() {
    return accepted.decode(codec);
  }

  Optional<RecentBody> body() {
    return body;
  }

  long length() {
    return length;
  }

  /** Bytes in memory. */
  long size() {
    return OVERHEAD + accepted.getByteBuffer().remaining() + body.map(RecentBody::size).orElse(0L);
  }
}
