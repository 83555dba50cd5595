package email.wildduck.james.core.sent;

import email.wildduck.james.core.message.ByteSource;
import java.time.Instant;
import org.bson.Document;
import org.bson.types.ObjectId;

/** A copy that waits, taken by one worker. Immutable. */
final class SentJob {
  private final Document file;
  private final Document metadata;
  private final String token;
  private final ByteSource content;

  /**
   * @param file as in the bucket
   * @param token of the worker's lease
   */
  SentJob(Document file, String token, ByteSource content) {
    this.file = file;
    this.metadata = file.get("metadata", Document.class);
    this.token = token;
    this.content = content;
  }

  ObjectId fileId() {
    return file.getObjectId("_id");
  }

  String token() {
    return token;
  }

  String queueId() {
    return file.getString("filename");
  }

  ObjectId user() {
    return metadata.getObjectId("user");
  }

  String session() {
    return metadata.getString("session");
  }

  /** Empty when the message has none. */
  String messageId() {
    return metadata.getString("messageId");
  }

  Instant created() {
    return metadata.getDate("created").toInstant();
  }

  /** The number of this attempt; from 2 on the copy may have been stored already. */
  int attempt() {
    return metadata.getInteger("attempts");
  }

  /** What is kept about the message. */
  Document info() {
    return metadata.get("info", Document.class);
  }

  /** When the message had arrived. */
  Instant time() {
    return info().getDate("time").toInstant();
  }

  /** The bytes to store. */
  ByteSource content() {
    return content;
  }
}
