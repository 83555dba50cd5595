package email.wildduck.james.queue.store;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import email.wildduck.james.queue.id.QueueId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.bson.codecs.Codec;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes messages to GridFS. Not by the driver's bucket, because the format has {@code contentType}
 * at the top of the file's document, and because the metadata then goes into the same write.
 */
final class MessageWriter {
  private static final Logger LOGGER = LoggerFactory.getLogger(MessageWriter.class);

  private final MongoCollection<Document> files;
  private final Codec<Document> codec;
  private final MessageBodies bodies;
  private final RecentMessages recent;

  MessageWriter(QueueCollections collections, MessageBodies bodies, RecentMessages recent) {
    this.files = collections.files();
    this.codec = files.getCodecRegistry().get(Document.class);
    this.bodies = bodies;
    this.recent = recent;
  }

  ObjectId write(QueueId id, NewMessage message, Instant time) throws IOException {
    ObjectId fileId = new ObjectId();
    try {
      Document data = message.fields().append(MessageData.ID, id.asString());
      data.putIfAbsent("time", time.toEpochMilli());
      WrittenBody body = bodies.write(fileId, message.content().body());
      MessageFields.describe(data, message.content(), body);
      files.insertOne(fileDocument(fileId, id, data, body.length(), time));
      keep(fileId, data, body);
      return fileId;
    } catch (IOException | RuntimeException e) {
      deleteQuietly(fileId, e);
      throw e;
    }
  }

  private void keep(ObjectId fileId, Document data, WrittenBody body) {
    try {
      recent.keep(fileId, RecentMessage.of(data, codec, body.kept(), body.length()));
    } catch (BrokenEntryException e) {
      // Whoever takes it from the database finds out as well, and sets it aside.
      LOGGER.warn("the message in file {} cannot be read", fileId, e);
    }
  }

  private Document fileDocument(
      ObjectId fileId, QueueId id, Document data, long length, Instant time) {
    return new Document("_id", fileId)
        .append("length", length)
        .append("chunkSize", bodies.chunkSize())
        .append("uploadDate", time)
        .append("filename", MessageFiles.nameOf(id))
        .append("contentType", "message/rfc822")
        .append("metadata", new Document("created", time).append("data", data));
  }

  private void deleteQuietly(ObjectId fileId, Exception reason) {
    try {
      bodies.delete(List.of(fileId));
      files.withWriteConcern(WriteConcern.W1).deleteOne(Filters.eq("_id", fileId));
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }
}
