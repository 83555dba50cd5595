package email.wildduck.james.queue.store;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
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
public final class MessageFiles {
  private static final String FILE_NAME = "filename";
  private static final String NAME_PREFIX = "message ";

  private final MongoCollection<Document> files;
  private final MongoCollection<Document> chunks;
  private final int chunkSize;

  /** On the bucket that {@code collections} names. */
  public MessageFiles(QueueCollections collections) {
    this.files = collections.files();
    this.chunks = collections.chunks();
    this.chunkSize = collections.settings().chunkSize();
  }

  /**
   * Writes a message; when this returns it is durable. What was written of it is deleted when it
   * fails.
   *
   * @return the file's {@code _id}
   */
  public ObjectId write(QueueId id, NewMessage message, Instant time) throws IOException {
    ObjectId fileId = new ObjectId();
    try {
      Document data = message.fields().append(MessageData.ID, id.asString());
      data.putIfAbsent("time", time.toEpochMilli());
      BodyDigests digests = writeBody(fileId, message.content());
      MessageFields.describe(data, message.content(), digests);
      files.insertOne(fileDocument(fileId, id, data, digests.size(), time));
      return fileId;
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

  /** A file by its {@code _id}, as it was accepted. */
  Optional<MessageFile> findAccepted(ObjectId fileId) throws BrokenEntryException {
    Document file = files.find(Filters.eq("_id", fileId)).first();
    return file == null ? Optional.empty() : Optional.of(MessageFields.acceptedFileOf(file));
  }

  /** The {@code _id} of the newest file of that message. */
  public Optional<ObjectId> fileOf(QueueId id) {
    return Optional.ofNullable(
            files
                .find(Filters.eq(FILE_NAME, nameOf(id)))
                .sort(Sorts.descending("uploadDate"))
                .projection(Projections.include("_id"))
                .first())
        .map(file -> file.getObjectId("_id"));
  }

  /** Gives a file, which nothing refers to yet, the id of another message. */
  void rename(ObjectId fileId, QueueId id) {
    files.updateOne(
        Filters.eq("_id", fileId),
        Updates.combine(
            Updates.set(FILE_NAME, nameOf(id)),
            Updates.set("metadata.data." + MessageData.ID, id.asString())));
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
   * Deletes messages that nobody refers to any more, all files of each. A deletion that is lost in
   * a failover leaves a file without documents, so the majority is not waited for.
   */
  void delete(Collection<QueueId> ids) {
    deleteFiles(
        files
            .find(Filters.in(FILE_NAME, namesOf(ids)))
            .projection(Projections.include("_id"))
            .map(file -> file.getObjectId("_id"))
            .into(new ArrayList<>()));
  }

  /** Deletes files by their {@code _id}, as {@link #delete} does. */
  public void deleteFiles(Collection<ObjectId> fileIds) {
    if (!fileIds.isEmpty()) {
      withoutMajority(files).deleteMany(Filters.in("_id", fileIds));
      withoutMajority(chunks).deleteMany(Filters.in("files_id", fileIds));
    }
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
      deleteFiles(List.of(fileId));
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  private static MongoCollection<Document> withoutMajority(MongoCollection<Document> collection) {
    return collection.withWriteConcern(WriteConcern.W1);
  }

  /** The message that a file of that name holds; empty when it is not one of the queue's. */
  public static Optional<QueueId> idOf(String fileName) {
    return fileName.startsWith(NAME_PREFIX)
        ? QueueId.parse(fileName.substring(NAME_PREFIX.length()))
        : Optional.empty();
  }

  /** The name of a message's file. */
  public static String nameOf(QueueId id) {
    return NAME_PREFIX + id.asString();
  }

  private static List<String> namesOf(Collection<QueueId> ids) {
    return ids.stream().map(MessageFiles::nameOf).collect(Collectors.toList());
  }
}
