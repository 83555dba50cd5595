package email.wildduck.james.core.message;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps what is written to it, in memory up to a threshold and above it in a temporary file that
 * only the owner of this process may read. {@link #close()} deletes the file.
 *
 * <p>Not thread-safe while it is written; once {@link #source()} has been called it may be read by
 * many threads.
 */
public final class SpillingBuffer extends OutputStream {
  private static final int FIRST_SIZE = 512;

  private final int threshold;
  private Memory memory;
  private Optional<Path> file = Optional.empty();
  private OutputStream out;

  /**
   * @param threshold bytes to keep in memory before a file is used
   */
  public SpillingBuffer(int threshold) {
    this(threshold, FIRST_SIZE);
  }

  private SpillingBuffer(int threshold, int size) {
    this.threshold = threshold;
    this.memory = new Memory(size);
    this.out = memory;
  }

  /** Reads a stream to its end into a new buffer. The stream stays open. */
  public static SpillingBuffer readFrom(InputStream in, int threshold) throws IOException {
    // what a stream in memory has is known: there is nothing to grow then
    int expected = in.available();
    SpillingBuffer buffer =
        new SpillingBuffer(
            threshold, expected > threshold ? FIRST_SIZE : Math.max(FIRST_SIZE, expected));
    try {
      in.transferTo(buffer);
      return buffer;
    } catch (IOException | RuntimeException e) {
      buffer.close();
      throw e;
    }
  }

  @Override
  public void write(int b) throws IOException {
    makeRoomFor(1);
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    makeRoomFor(length);
    out.write(bytes, offset, length);
  }

  private void makeRoomFor(int length) throws IOException {
    if (file.isEmpty() && memory.size() + (long) length > threshold) {
      // createTempFile gives the file permissions of its owner only
      Path created = Files.createTempFile("wildduck-", ".body");
      file = Optional.of(created);
      out = Files.newOutputStream(created);
      memory.writeTo(out);
      memory = new Memory(0);
    }
  }

  /** Whether the threshold was passed. */
  public boolean isInFile() {
    return file.isPresent();
  }

  /** What has been written so far, to be read until {@link #close()}. Ends the writing. */
  public ByteSource source() throws IOException {
    out.close();
    return file.isPresent() ? ByteSource.of(file.get()) : memory.source();
  }

  /** Forgets the bytes and deletes the temporary file, if there is one. */
  @Override
  public void close() throws IOException {
    Closeable toClose = out;
    toClose.close();
    memory = new Memory(0);
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }

  /** Gives its bytes away without copying them. */
  private static final class Memory extends ByteArrayOutputStream {
    Memory(int size) {
      super(size);
    }

    ByteSource source() {
      return new MemoryBytes(buf, 0, count);
    }
  }
}
