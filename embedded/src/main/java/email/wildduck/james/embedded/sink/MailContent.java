package email.wildduck.james.embedded.sink;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A message as it came over the wire: in memory if it is small, else in a temporary file. */
public final class MailContent {

  private final byte[] memory;
  private final Optional<Path> file;
  private final long size;

  private MailContent(byte[] memory, Optional<Path> file, long size) {
    this.memory = memory;
    this.file = file;
    this.size = size;
  }

  static MailContent inMemory(byte[] bytes) {
    return new MailContent(bytes, Optional.empty(), bytes.length);
  }

  static MailContent inFile(Path file, long size) {
    return new MailContent(new byte[0], Optional.of(file), size);
  }

  /** In bytes. */
  public long size() {
    return size;
  }

  /**
   * A new stream of the whole message.
   *
   * @throws IOException if the sink was closed or cleared meanwhile
   */
  public InputStream open() throws IOException {
    return file.isPresent() ? Files.newInputStream(file.get()) : new ByteArrayInputStream(memory);
  }

  /**
   * The whole message; meant for small ones.
   *
   * @throws IOException if the sink was closed or cleared meanwhile
   */
  public byte[] bytes() throws IOException {
    return file.isPresent() ? Files.readAllBytes(file.get()) : memory.clone();
  }

  void delete() throws IOException {
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }
}
