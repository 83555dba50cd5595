package email.wildduck.james.core.audit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.store.BucketChunks;
import email.wildduck.james.core.store.Durable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * The copies in WildDuck's GridFS bucket {@code audit}, and the counters of the audits. Each query
 * is served by one of WildDuck's indexes: {@code audit_files_queue}, {@code audit_files}.
 */
final class AuditFiles {
  private static final String BUCKET = "audit";
  private static final String QUEUE_ID = "metadata.info.queueId";
  private static final String AUDIT = "metadata.audit";

  private final MongoCollection<Document> audits;
  private final MongoCollection<Document> files;
  private final BucketChunks chunks;

  AuditFiles(MongoDatabase main, MongoDatabase gridfs) {
    MongoDatabase durable = Durable.on(gridfs);
    this.audits = Durable.on(main).getCollection("audits");
    this.files = durable.getCollection(BUCKET + ".files");
    this.chunks = new BucketChunks(durable, BUCKET);
  }

  /** The copies of a message in an audit that say its queue id, the oldest id first. */
  List<ObjectId> of(ObjectId audit, String queueId) {
    return ids(Filters.and(Filters.eq(QUEUE_ID, queueId), Filters.eq(AUDIT, audit)));
  }

  /** The copies that WildDuck made when a message was uploaded with that date and metadata. */
  List<ObjectId> uploaded(ObjectId audit, Instant date, String queueId) {
    return ids(
        Filters.and(
            Filters.eq(AUDIT, audit),
            Filters.eq("metadata.date", Date.from(date)),
            Filters.regex(
                "metadata.info.custom", Pattern.compile(Pattern.quote('"' + queueId + '"'))),
            // WildDuck writes null where it has no queue id.
            Filters.eq(QUEUE_ID, null)));
  }

  /** Writes a copy and counts it; when this returns it is durable. */
  void write(ObjectId audit, ByteSource message, Document metadata, Instant now)
      throws IOException {
    ObjectId fileId = new ObjectId();
    long length = chunks.write(fileId, message);
    files.insertOne(
        new Document("_id", fileId)
            .append("length", length)
            .append("chunkSize", BucketChunks.CHUNK_SIZE)
            .append("uploadDate", Date.from(now))
            .append("filename", null)
            .append("contentType", "message/rfc822")
            .append("metadata", new Document(metadata).append("audit", audit)));
    audits.updateOne(
        Filters.eq("_id", audit),
        Updates.combine(
            Updates.inc("audited", 1), Updates.set("lastAuditedMessage", Date.from(now))));
  }

  /** Deletes a copy that there is another of, and counts it off. */
  void deleteSurplus(ObjectId audit, ObjectId fileId) {
    if (files.deleteOne(Filters.eq("_id", fileId)).getDeletedCount() > 0) {
      chunks.delete(fileId);
      audits.updateOne(Filters.eq("_id", audit), Updates.inc("audited", -1));
    }
  }

  /** Says about a copy that WildDuck made what is known here about its message. */
  void complete(ObjectId fileId, Document info) {
    List<Bson> facts = new ArrayList<>();
    info.forEach((name, value) -> facts.add(Updates.set("metadata.info." + name, value)));
    files.updateOne(Filters.eq("_id", fileId), Updates.combine(facts));
  }

  /** Takes over where WildDuck has stored the message from its own copy. */
  void takeOverPlace(ObjectId from, ObjectId to) {
    Document metadata =
        files
            .find(Filters.eq("_id", from))
            .projection(Projections.include("metadata.mailbox", "metadata.mailboxPath"))
            .map(file -> file.get("metadata", new Document()))
            .first();
    if (metadata != null && metadata.containsKey("mailbox")) {
      files.updateOne(
          Filters.eq("_id", to),
          Updates.combine(
              Updates.set("metadata.mailbox", metadata.get("mailbox")),
              Updates.set("metadata.mailboxPath", metadata.get("mailboxPath"))));
    }
  }

  /** Adds to the deliveries of all copies of a message, each once, and counts the copies. */
  long addDelivery(String queueId, Document delivery) {
    return files
        .updateMany(
            Filters.eq(QUEUE_ID, queueId), Updates.addToSet("metadata.info.delivery", delivery))
        .getMatchedCount();
  }

  private List<ObjectId> ids(Bson filter) {
    return files
        .find(filter)
        .projection(Projections.include("_id"))
        .sort(Sorts.ascending("_id"))
        .map(file -> file.getObjectId("_id"))
        .into(new ArrayList<>());
  }
}
