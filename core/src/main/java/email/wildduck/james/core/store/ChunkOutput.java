package email.wildduck.james.core.store;

import com.mongodb.client.MongoCollection;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bson.BsonBinary;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Writes the chunks of a GridFS file, a few with each call to the database. Memory: five chunks, or
 * as much as a smaller file has.
 */
public final class ChunkOutput extends OutputStream {
  private static final int BATCH = 4;
  private static final int FIRST_BUFFER = 16 * 1024;

  private final MongoCollection<Document> chunks;
  private final ObjectId fileId;
  private final int chunkSize;
  private final List<Document> pending = new ArrayList<>(BATCH);
  private byte[] buffer;
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
    this.chunkSize = chunkSize;
    this.buffer = new byte[Math.min(chunkSize, FIRST_BUFFER)];
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int written = 0;
    while (written < length) {
      int part = Math.min(length - written, chunkSize - buffered);
      makeRoomFor(part);
      System.arraycopy(bytes, offset + written, buffer, buffered, part);
      buffered += part;
      written += part;
      if (buffered == chunkSize) {
        completeChunk();
      }
    }
  }

  /**
   * Writes a whole file, which is complete when this returns. Nothing else is written to this.
   *
   * @param bytes not to be changed meanwhile; those of a single chunk are not copied
   */
  public void writeWhole(byte[] bytes) {
    for (int from = 0; from < bytes.length; from += chunkSize) {
      int to = Math.min(bytes.length, from + chunkSize);
      add(to - from == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to));
    }
    writePending();
  }

  private void makeRoomFor(int part) {
    if (part > buffer.length - buffered) {
      int doubled = Math.max(buffered + part, 2 * buffer.length);
      buffer = Arrays.copyOf(buffer, Math.min(chunkSize, doubled));
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
    add(Arrays.copyOf(buffer, buffered));
    buffered = 0;
  }

  private void add(byte[] chunk) {
    pending.add(
        new Document("_id", new ObjectId())
            .append("files_id", fileId)
            .append("n", number++)
            // not a Binary, which copies what it is made of, and again when it is written
            .append("data", new BsonBinary(chunk)));
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
