package email.wildduck.james.delivery.reply;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The lines of a file of rules beside these classes, without comments and empty lines. */
final class RuleFile {
  private RuleFile() {}

  /**
   * @throws IllegalStateException when there is no such file: this jar is broken
   */
  static List<String> lines(String name) {
    InputStream file = RuleFile.class.getResourceAsStream(name);
    if (file == null) {
      throw new IllegalStateException("not in this jar: " + name);
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
