package email.wildduck.james.core.store;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import email.wildduck.james.core.message.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * The contents of the files of one GridFS bucket. The documents of the files are the caller's to
 * write, after the content, and to delete, before it.
 */
public final class BucketChunks {
  /** GridFS' usual chunk, which WildDuck uses too. */
  public static final int CHUNK_SIZE = 255 * 1024;

  private static final int SWEEP_BATCH = 1000;

  private final MongoCollection<Document> files;
  private final MongoCollection<Document> chunks;

  /**
   * @param database writes as durably as the contents have to be
   */
  public BucketChunks(MongoDatabase database, String bucket) {
    this.files = database.getCollection(bucket + ".files");
    this.chunks = database.getCollection(bucket + ".chunks");
  }

  /** Creates the index of the GridFS specification. */
  public void createIndex() {
    chunks.createIndex(Indexes.ascending("files_id", "n"), new IndexOptions().unique(true));
  }

  /**
   * Writes the content of a file; when this returns it is durable. What was written of it is
   * deleted when it fails.
   *
   * @return its length in bytes
   */
  public long write(ObjectId fileId, ByteSource content) throws IOException {
    try {
      ChunkOutput out = new ChunkOutput(chunks, fileId, CHUNK_SIZE);
      long length;
      try (InputStream in = content.open()) {
        length = in.transferTo(out);
      }
      out.complete();
      return length;
    } catch (IOException | RuntimeException e) {
      deleteQuietly(fileId, e);
      throw e;
    }
  }

  /** Deletes the content of a file. */
  public void delete(ObjectId fileId) {
    chunks.withWriteConcern(WriteConcern.W1).deleteMany(Filters.eq("files_id", fileId));
  }

  /** Deletes contents without a file that were begun before an instant, and counts them. */
  public long deleteOrphans(Instant begunBefore) {
    Set<ObjectId> begun =
        chunks
            .find(
                Filters.and(
                    Filters.lt("files_id", new ObjectId(Date.from(begunBefore))),
                    Filters.eq("n", 0)))
            .projection(Projections.include("files_id"))
            .limit(SWEEP_BATCH)
            .map(chunk -> chunk.getObjectId("files_id"))
            .into(new HashSet<>());
    if (begun.isEmpty()) {
      return 0;
    }
    Set<ObjectId> known =
        files
            .find(Filters.in("_id", begun))
            .projection(Projections.include("_id"))
            .map(file -> file.getObjectId("_id"))
            .into(new HashSet<>());
    List<ObjectId> orphans =
        begun.stream().filter(id -> !known.contains(id)).collect(Collectors.toList());
    orphans.forEach(this::delete);
    return orphans.size();
  }

  private void deleteQuietly(ObjectId fileId, Exception reason) {
    try {
      delete(fileId);
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }
}
