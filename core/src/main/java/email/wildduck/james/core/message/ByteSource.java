package email.wildduck.james.core.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Bytes that can be read any number of times, each time from the start. */
public interface ByteSource {

  /** Opens the bytes for reading. The caller closes the stream. */
  InputStream open() throws IOException;

  /** The number of bytes. */
  long size() throws IOException;

  /**
   * All bytes, to be read only, when they are in memory in one piece; asking reads and copies
   * nothing. They stay as they are for as long as somebody has them.
   */
  default Optional<ByteBuffer> memory() {
    return Optional.empty();
  }

  /** No bytes at all. */
  static ByteSource empty() {
    return of(new byte[0]);
  }

  /** The bytes of an array, which the caller must not change afterwards. */
  static ByteSource of(byte[] bytes) {
    return new MemoryBytes(bytes, 0, bytes.length);
  }

  /** The bytes of a file, which stays the caller's to delete. */
  static ByteSource of(Path file) {
    return new ByteSource() {
      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }

      @Override
      public long size() throws IOException {
        return Files.size(file);
      }
    };
  }

  /** These bytes without the first {@code offset}. */
  default ByteSource skipping(long offset) {
    ByteSource whole = this;
    return new ByteSource() {
      @Override
      public InputStream open() throws IOException {
        InputStream in = whole.open();
        try {
          skip(in, offset);
          return in;
        } catch (IOException | RuntimeException e) {
          in.close();
          throw e;
        }
      }

      @Override
      public long size() throws IOException {
        return Math.max(0, whole.size() - offset);
      }
    };
  }

  private static void skip(InputStream in, long count) throws IOException {
    long left = count;
    while (left > 0) {
      long skipped = in.skip(left);
      if (skipped <= 0 && in.read() < 0) {
        return;
      }
      left -= Math.max(1, skipped);
    }
  }
}
