package email.wildduck.james.queue.store;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import email.wildduck.james.core.message.ByteSource;
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

/** The messages in GridFS: the documents of their files, and with them their bodies. */
public final class MessageFiles {
  private static final String FILE_NAME = "filename";
  private static final String NAME_PREFIX = "message ";

  private final MongoCollection<Document> files;
  private final MessageBodies bodies;
  private final RecentMessages recent;
  private final MessageWriter writer;

  /** On the bucket that {@code collections} names. */
  public MessageFiles(QueueCollections collections) {
    this.files = collections.files();
    this.recent = new RecentMessages(collections.settings().recentMessages(), System::nanoTime);
    this.bodies = new MessageBodies(collections, recent);
    this.writer = new MessageWriter(collections, bodies, recent);
  }

  /**
   * Writes a message; when this returns it is durable. What was written of it is deleted when it
   * fails.
   *
   * @return the file's {@code _id}
   */
  public ObjectId write(QueueId id, NewMessage message, Instant time) throws IOException {
    return writer.write(id, message, time);
  }

  /**
   * A message has been handed over by this process: it stays as it is until it is deleted, whoever
   * delivers it ({@link HeldMessages}).
   *
   * @param deliveries how many it has
   */
  public void handedOver(QueueId id, StoredMessage message, int deliveries) {
    recent.handedOver(id, message.file(), message.data(), deliveries == 1);
  }

  /** The newest file of that message; from memory when this process has handed it over. */
  Optional<MessageFile> find(QueueId id) throws BrokenEntryException {
    Optional<MessageFile> atHand = recent.handedOver(id);
    if (atHand.isPresent()) {
      return atHand;
    }
    Document file =
        files.find(Filters.eq(FILE_NAME, nameOf(id))).sort(Sorts.descending("uploadDate")).first();
    return file == null ? Optional.empty() : Optional.of(MessageFields.fileOf(file));
  }

  /** A file by its {@code _id}, as it was accepted; from memory if it is there. */
  Optional<MessageFile> findAccepted(ObjectId fileId) throws BrokenEntryException {
    Optional<MessageFile> atHand = acceptedHere(fileId);
    if (atHand.isPresent()) {
      return atHand;
    }
    Document file = files.find(Filters.eq("_id", fileId)).first();
    return file == null ? Optional.empty() : Optional.of(MessageFields.acceptedFileOf(file));
  }

  /** The same, only if it is in memory. */
  Optional<MessageFile> acceptedHere(ObjectId fileId) {
    return recent.of(fileId).map(kept -> new MessageFile(fileId, kept.length(), kept.accepted()));
  }

  /** Whether there is room in memory for more than the messages that are written now. */
  public boolean hasRoom() {
    return recent.hasRoom();
  }

  /** Whether all of a message is in memory. */
  boolean isAtHand(ObjectId fileId) {
    return bodies.atHand(fileId).isPresent();
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
    recent.drop(List.of(fileId));
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

  /** A message whose body is read when it is asked for, from memory as long as it is there. */
  StoredMessage messageOf(MessageFile file) {
    return new StoredMessage(
        file,
        () -> bodies.atHand(file.fileId()),
        new ByteSource() {
          @Override
          public InputStream open() throws IOException {
            return MongoFailures.translate(
                "reading a message", () -> bodies.open(file.fileId(), file.length()));
          }

          @Override
          public long size() {
            return file.length();
          }
        });
  }

  /**
   * Deletes messages that nobody refers to any more, all files of each. A deletion that is lost in
   * a failover leaves a file without documents, so the majority is not waited for.
   */
  void delete(Collection<QueueId> ids) {
    if (ids.isEmpty()) {
      return;
    }
    deleteFiles(
        files
            .find(Filters.in(FILE_NAME, namesOf(ids)))
            .projection(Projections.include("_id"))
            .map(file -> file.getObjectId("_id"))
            .into(new ArrayList<>()));
  }

  /**
   * Deletes files by their {@code _id}, as {@link #delete} does. The bodies go first: a file that
   * is left behind by a crash is found sooner than chunks without one.
   */
  public void deleteFiles(Collection<ObjectId> fileIds) {
    if (!fileIds.isEmpty()) {
      bodies.delete(fileIds);
      files.withWriteConcern(WriteConcern.W1).deleteMany(Filters.in("_id", fileIds));
    }
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
