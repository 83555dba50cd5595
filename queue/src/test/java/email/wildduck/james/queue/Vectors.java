package email.wildduck.james.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The vectors of WildDuck's formats, from the folder that {@code wildduck.vectors} names. */
public final class Vectors {
  private static final String DEFAULT_FOLDER = "../core/src/test/resources/vectors";

  private Vectors() {}

  public static JsonNode read(String name) {
    try {
      return new ObjectMapper().readTree(text(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(String name) {
    try {
      return Files.readString(
          Path.of(System.getProperty("wildduck.vectors", DEFAULT_FOLDER), name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
