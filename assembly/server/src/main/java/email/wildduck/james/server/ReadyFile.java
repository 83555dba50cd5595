package email.wildduck.james.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code run/james-wildduck.ready}: there as long as the server takes mail. */
final class ReadyFile {
  private final Path file;

  ReadyFile(Path home) {
    this.file = home.resolve("run").resolve("james-wildduck.ready");
  }

  void create() {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }
}
