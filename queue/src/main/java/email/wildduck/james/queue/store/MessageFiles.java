package email.wildduck.james.queue.store;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.core.store.ChunkOutput;
import email.wildduck.james.queue.id.QueueId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * The messages in GridFS. Files are written here and not by the driver's bucket, because the format
 * has {@code contentType} at the top of the file's document, and because the metadata then goes
 * into the same write.
 */
final class MessageFiles {
  private static final String FILE_NAME = "filename";

  private final MongoCollection<Document> files;
  private final MongoCollection<Document> chunks;
  private final int chunkSize;

  MessageFiles(MongoDatabase database, QueueStoreSettings settings) {
    this.files = database.getCollection(settings.bucket() + ".files");
    this.chunks = database.getCollection(settings.bucket() + ".chunks");
    this.chunkSize = settings.chunkSize();
  }

  /**
   * Writes a message; when this returns it is durable. What was written of it is deleted when it
   * fails.
   */
  void write(QueueId id, NewMessage message, Instant time) throws IOException {
    ObjectId fileId = new ObjectId();
    try {
      Document data =
          message
              .fields()
              .append(MessageData.ID, id.asString())
              .append("time", time.toEpochMilli());
      BodyDigests digests = writeBody(fileId, message.content());
      MessageFields.describe(data, message.content(), digests);
      files.insertOne(fileDocument(fileId, id, data, digests.size(), time));
    } catch (IOException | RuntimeException e) {
      deleteQuietly(fileId, e);
      throw e;
    }
  }

  /** The newest file of that message. */
  Optional<MessageFile> find(QueueId id) throws BrokenEntryException {
    Document file =
        files.find(Filters.eq(FILE_NAME, nameOf(id))).sort(Sorts.descending("uploadDate")).first();
    return file == null ? Optional.empty() : Optional.of(MessageFields.fileOf(file));
  }

  /** The metadata of many messages, without their headers; for searching. */
  List<Document> envelopes(Collection<QueueId> ids) {
    return files
        .find(Filters.in(FILE_NAME, namesOf(ids)))
        .projection(
            Projections.include("metadata.data.id", "metadata.data.from", "metadata.data.to"))
        .map(MessageFields::dataOf)
        .into(new ArrayList<>());
  }

  InputStream openBody(MessageFile file) {
    return new ChunkInput(
        chunks
            .find(Filters.eq("files_id", file.fileId()))
            .sort(Sorts.ascending("n"))
            .projection(Projections.include("n", "data"))
            .cursor(),
        file.length());
  }

  /**
   * Deletes messages that nobody refers to any more. A deletion that is lost in a failover leaves a
   * file without documents, so the majority is not waited for.
   */
  void delete(Collection<QueueId> ids) {
    List<ObjectId> fileIds = new ArrayList<>();
    for (QueueId id : ids) {
      Document deleted =
          withoutMajority(files)
              .findOneAndDelete(
                  Filters.eq(FILE_NAME, nameOf(id)),
                  new FindOneAndDeleteOptions().projection(Projections.include("_id")));
      if (deleted != null) {
        fileIds.add(deleted.getObjectId("_id"));
      }
    }
    deleteChunks(fileIds);
  }

  private BodyDigests writeBody(ObjectId fileId, RawMessage message) throws IOException {
    ChunkOutput out = new ChunkOutput(chunks, fileId, chunkSize);
    BodyDigests digests = new BodyDigests(out);
    try (InputStream body = message.body().open()) {
      body.transferTo(digests);
    }
    out.complete();
    return digests;
  }

  private Document fileDocument(
      ObjectId fileId, QueueId id, Document data, long length, Instant time) {
    return new Document("_id", fileId)
        .append("length", length)
        .append("chunkSize", chunkSize)
        .append("uploadDate", time)
        .append(FILE_NAME, nameOf(id))
        .append("contentType", "message/rfc822")
        .append("metadata", new Document("created", time).append("data", data));
  }

  private void deleteQuietly(ObjectId fileId, Exception reason) {
    try {
      withoutMajority(files).deleteOne(Filters.eq("_id", fileId));
      deleteChunks(List.of(fileId));
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  private void deleteChunks(List<ObjectId> fileIds) {
    if (!fileIds.isEmpty()) {
      withoutMajority(chunks).deleteMany(Filters.in("files_id", fileIds));
    }
  }

  private static MongoCollection<Document> withoutMajority(MongoCollection<Document> collection) {
    return collection.withWriteConcern(WriteConcern.W1);
  }

  private static String nameOf(QueueId id) {
    return "message " + id.asString();
  }

  private static List<String> namesOf(Collection<QueueId> ids) {
    return ids.stream().map(MessageFiles::nameOf).collect(Collectors.toList());
  }
}
