package email.wildduck.james.embedded.sink;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Takes in a message, in memory until it grows too large for that, or only counts its bytes. */
final class ContentWriter implements AutoCloseable {

  private static final int MEMORY_LIMIT = 16 * 1024;
  private static final int BUFFER = 64 * 1024;

  private final Optional<SpoolFolder> folder;
  private ByteArrayOutputStream memory = new ByteArrayOutputStream(1024);
  private OutputStream target = memory;
  private Path file;
  private boolean kept;
  private long size;

  ContentWriter(SpoolFolder folder) {
    this(Optional.of(folder));
  }

  private ContentWriter(Optional<SpoolFolder> folder) {
    this.folder = folder;
  }

  /** One that cannot keep what it is given. */
  static ContentWriter forgetting() {
    return new ContentWriter(Optional.empty());
  }

  void write(int octet) throws IOException {
    if (folder.isEmpty()) {
      size++;
      return;
    }
    if (size == MEMORY_LIMIT) {
      file = folder.get().newFile();
      target = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
      memory.writeTo(target);
      memory = new ByteArrayOutputStream(0);
    }
    target.write(octet);
    size++;
  }

  long size() {
    return size;
  }

  /** The finished message; it outlives this writer. */
  MailContent keep() throws IOException {
    target.close();
    kept = true;
    return file == null
        ? MailContent.inMemory(memory.toByteArray())
        : MailContent.inFile(file, size);
  }

  /** Throws the message away unless it was kept. */
  @Override
  public void close() throws IOException {
    target.close();
    if (!kept && file != null) {
      Files.deleteIfExists(file);
    }
  }
}
