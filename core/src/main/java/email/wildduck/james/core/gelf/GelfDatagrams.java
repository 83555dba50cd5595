package email.wildduck.james.core.gelf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * A GELF message as datagrams: as it is when it fits into one, else compressed with gzip, else that
 * in chunks: {@code 1e 0f}, a message id of eight bytes, the number of the chunk, how many there
 * are. Not thread-safe.
 */
final class GelfDatagrams {
  /** Fits through every network without being cut up on the way; Graylog's figure for WANs. */
  static final int LARGEST = 1420;

  private static final int HEADER = 12;
  private static final int MOST_CHUNKS = 128;

  private final Random random;

  /**
   * @param random for the ids of messages in chunks
   */
  GelfDatagrams(Random random) {
    this.random = random;
  }

  /** In their order; none when the message is too large for GELF. */
  List<byte[]> of(byte[] message) {
    if (message.length <= LARGEST) {
      return List.of(message);
    }
    byte[] packed = gzip(message);
    return packed.length <= LARGEST ? List.of(packed) : chunks(packed);
  }

  private List<byte[]> chunks(byte[] packed) {
    int room = LARGEST - HEADER;
    int count = (packed.length + room - 1) / room;
    if (count > MOST_CHUNKS) {
      return List.of();
    }
    long id = random.nextLong();
    List<byte[]> chunks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int length = Math.min(room, packed.length - i * room);
      chunks.add(
          ByteBuffer.allocate(HEADER + length)
              .put((byte) 0x1e)
              .put((byte) 0x0f)
              .putLong(id)
              .put((byte) i)
              .put((byte) count)
              .put(packed, i * room, length)
              .array());
    }
    return chunks;
  }

  private static byte[] gzip(byte[] message) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
      zip.write(message);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return packed.toByteArray();
  }
}
