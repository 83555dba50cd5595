package email.wildduck.james.core.store;

import com.mongodb.client.MongoCollection;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;

/**
 * Writes the chunks of a GridFS file, a few with each call to the database. Memory: four chunks.
 */
public final class ChunkOutput extends OutputStream {
  private static final int BATCH = 4;

  private final MongoCollection<Document> chunks;
  private final ObjectId fileId;
  private final byte[] buffer;
  private final List<Document> pending = new ArrayList<>(BATCH);
  private int buffered;
  private int number;

  /**
   * @param chunks the bucket's collection of chunks
   * @param fileId the {@code _id} of the file, which is written when its chunks are complete
   * @param chunkSize bytes of each chunk but the last
   */
  public ChunkOutput(MongoCollection<Document> chunks, ObjectId fileId, int chunkSize) {
    this.chunks = chunks;
    this.fileId = fileId;
    this.buffer = new byte[chunkSize];
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int written = 0;
    while (written < length) {
      int part = Math.min(length - written, buffer.length - buffered);
      System.arraycopy(bytes, offset + written, buffer, buffered, part);
      buffered += part;
      written += part;
      if (buffered == buffer.length) {
        completeChunk();
      }
    }
  }

  /** Writes what is left. Not called when the body could not be read to its end. */
  public void complete() {
    if (buffered > 0) {
      completeChunk();
    }
    writePending();
  }

  private void completeChunk() {
    pending.add(
        new Document("_id", new ObjectId())
            .append("files_id", fileId)
            .append("n", number++)
            .append("data", new Binary(Arrays.copyOf(buffer, buffered))));
    buffered = 0;
    if (pending.size() == BATCH) {
      writePending();
    }
  }

  private void writePending() {
    if (!pending.isEmpty()) {
      chunks.insertMany(pending);
      pending.clear();
    }
  }
}
