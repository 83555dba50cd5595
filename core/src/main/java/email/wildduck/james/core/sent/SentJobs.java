package email.wildduck.james.core.sent;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.store.BucketChunks;
import email.wildduck.james.core.store.Durable;
import email.wildduck.james.core.submission.SubmittedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * The copies that wait, in a bucket of their own. Each method that ends the work on one has no
 * effect when somebody else has taken it over meanwhile. Thread-safe, and safe beside other nodes.
 */
final class SentJobs {
  private static final String DUE = "metadata.due";
  private static final String LEASE = "metadata.lease";

  private final MongoCollection<Document> files;
  private final BucketChunks chunks;
  private final GridFSBucket bucket;
  private final Duration lease;
  private final String owner = UUID.randomUUID().toString();

  /**
   * @param sender whatever its settings are, writes go to the majority's journals
   * @param lease for how long a taken copy is left to its worker; longer than any attempt lasts and
   *     than the clocks of the nodes differ
   */
  SentJobs(MongoDatabase sender, String bucketName, Duration lease) {
    MongoDatabase durable = Durable.on(sender);
    this.files = durable.getCollection(bucketName + ".files");
    this.chunks = new BucketChunks(durable, bucketName);
    this.bucket = GridFSBuckets.create(durable, bucketName);
    this.lease = lease;
  }

  void createIndexes() {
    // One copy for each message, however often it is asked for.
    files.createIndex(Indexes.ascending("filename"), new IndexOptions().unique(true));
    files.createIndex(Indexes.ascending(DUE));
    chunks.createIndex();
  }

  /**
   * Adds a copy; it is durable when this returns.
   *
   * @return false when there was one for that message already
   */
  boolean add(SubmittedMessage message, Instant now, Instant due) throws IOException {
    if (files.countDocuments(Filters.eq("filename", message.queueId())) > 0) {
      return false;
    }
    ObjectId fileId = new ObjectId();
    long length = chunks.write(fileId, message.copy());
    try {
      files.insertOne(fileOf(fileId, length, message, now, due));
      return true;
    } catch (MongoWriteException e) {
      if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
        chunks.delete(fileId);
        return false;
      }
      // Whether it was inserted is not known: the content stays, and is swept if it was not.
      throw e;
    }
  }

  /** Takes the copy that has been due longest. */
  Optional<SentJob> take(Instant now) {
    String token = UUID.randomUUID().toString();
    Document taken =
        files.findOneAndUpdate(
            Filters.lte(DUE, now),
            Updates.combine(
                Updates.set(DUE, now.plus(lease)),
                Updates.set(LEASE, new Document("owner", owner).append("token", token)),
                Updates.inc("metadata.attempts", 1)),
            new FindOneAndUpdateOptions()
                .sort(Sorts.ascending(DUE))
                .returnDocument(ReturnDocument.AFTER));
    return Optional.ofNullable(taken).map(file -> new SentJob(file, token, contentOf(file)));
  }

  /** Deletes a copy that is done, or never will be. */
  void finish(SentJob job) {
    if (files.deleteOne(heldBy(job)).getDeletedCount() > 0) {
      chunks.delete(job.fileId());
    }
  }

  /** Gives a copy back, to be tried again at {@code due}. */
  void retry(SentJob job, Instant due, String failure) {
    files.updateOne(
        heldBy(job),
        Updates.combine(
            Updates.set(DUE, due), Updates.set("metadata.failure", failure), Updates.unset(LEASE)));
  }

  /** Keeps a copy for an administrator; nobody takes it any more. */
  void setAside(SentJob job, Instant now, String failure) {
    files.updateOne(
        heldBy(job),
        Updates.combine(
            Updates.unset(DUE),
            Updates.unset(LEASE),
            Updates.set("metadata.failure", failure),
            Updates.set("metadata.setAside", now)));
  }

  /** How many wait or are in work; not those set aside. */
  long waiting() {
    return files.countDocuments(Filters.exists(DUE));
  }

  /** Deletes what was set aside before an instant, and counts it. */
  long deleteSetAside(Instant before) {
    long deleted = 0;
    for (Document file : files.find(Filters.lt("metadata.setAside", before)).limit(1000)) {
      Bson same =
          Filters.and(Filters.eq("_id", file.get("_id")), Filters.lt("metadata.setAside", before));
      if (files.deleteOne(same).getDeletedCount() > 0) {
        chunks.delete(file.getObjectId("_id"));
        deleted++;
      }
    }
    return deleted;
  }

  /** Deletes contents that were written before an instant and never became a copy. */
  long deleteOrphans(Instant before) {
    return chunks.deleteOrphans(before);
  }

  private static Document fileOf(
      ObjectId fileId, long length, SubmittedMessage message, Instant now, Instant due) {
    return new Document("_id", fileId)
        .append("filename", message.queueId())
        .append("length", length)
        .append("chunkSize", BucketChunks.CHUNK_SIZE)
        .append("uploadDate", Date.from(now))
        .append("contentType", "message/rfc822")
        .append(
            "metadata",
            new Document("user", message.user())
                .append("session", message.transmission().session())
                .append("messageId", message.messageId())
                .append("info", message.info())
                .append("created", Date.from(now))
                .append("due", Date.from(due))
                .append("attempts", 0));
  }

  private ByteSource contentOf(Document file) {
    return new ByteSource() {
      @Override
      public InputStream open() {
        return bucket.openDownloadStream(file.getObjectId("_id"));
      }

      @Override
      public long size() {
        return ((Number) file.get("length")).longValue();
      }
    };
  }

  private static Bson heldBy(SentJob job) {
    return Filters.and(
        Filters.eq("_id", job.fileId()), Filters.eq("metadata.lease.token", job.token()));
  }
}
