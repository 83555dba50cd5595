package email.wildduck.james.embedded.sink;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The temporary folder for large messages; made when the first one comes. Thread-safe. */
final class SpoolFolder {

  private Optional<Path> folder = Optional.empty();

  Path newFile() throws IOException {
    return Files.createTempFile(folder(), "mail", ".eml");
  }

  private synchronized Path folder() throws IOException {
    if (folder.isEmpty()) {
      folder = Optional.of(Files.createTempDirectory("smtp-sink"));
    }
    return folder.get();
  }

  synchronized void delete() throws IOException {
    if (folder.isEmpty()) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.get())) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder.get());
    folder = Optional.empty();
  }
}
