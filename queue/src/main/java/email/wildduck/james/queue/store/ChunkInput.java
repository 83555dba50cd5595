package email.wildduck.james.queue.store;

import com.mongodb.client.MongoCursor;
import java.io.IOException;
import java.io.InputStream;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Reads the chunks of a GridFS file one after the other. Memory: what the database sends with one
 * reply.
 */
final class ChunkInput extends InputStream {
  private final MongoCursor<Document> chunks;
  private final long length;
  private byte[] current = new byte[0];
  private int position;
  private int nextNumber;
  private long delivered;

  /**
   * @param chunks in the order of their numbers
   * @param length of the file in bytes
   */
  ChunkInput(MongoCursor<Document> chunks, long length) {
    this.chunks = chunks;
    this.length = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * @throws IncompleteBodyException when a chunk is missing
   */
  @Override
  public int read(byte[] bytes, int offset, int wanted) throws IOException {
    if (wanted == 0) {
      return 0;
    }
    while (position == current.length) {
      if (delivered == length) {
        return -1;
      }
      nextChunk();
    }
    int count = Math.min(wanted, current.length - position);
    System.arraycopy(current, position, bytes, offset, count);
    position += count;
    delivered += count;
    return count;
  }

  private void nextChunk() throws IncompleteBodyException {
    Document chunk =
        MongoFailures.translate(
            "reading a message", () -> chunks.hasNext() ? chunks.next() : new Document());
    Object data = chunk.get("data");
    Object number = chunk.get("n");
    if (!(data instanceof Binary)
        || !(number instanceof Number)
        || ((Number) number).intValue() != nextNumber) {
      throw new IncompleteBodyException("chunk " + nextNumber + " of the body is missing");
    }
    nextNumber++;
    current = ((Binary) data).getData();
    position = 0;
    if (current.length == 0 || delivered + current.length > length) {
      throw new IncompleteBodyException("the chunks do not add up to " + length + " bytes");
    }
  }

  @Override
  public void close() {
    chunks.close();
  }
}
