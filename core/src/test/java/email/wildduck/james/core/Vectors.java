package email.wildduck.james.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.Document;

/**
 * The vectors: what the original answered, one JSON file per subject.
 *
 * <p>They are read from the folder named by the system property {@code wildduck.vectors}, by
 * default from {@code vectors/} on the class path.
 */
public final class Vectors {
  private static final String PROPERTY = "wildduck.vectors";

  private Vectors() {}

  /** A whole file, e.g. {@code password-hashes.json}. */
  public static JsonNode file(String name) {
    try (InputStream in = open(name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read vectors " + name, e);
    }
  }

  /** The entries of one array of a file; an absent or empty array is an error. */
  public static Stream<JsonNode> cases(String name, String array) {
    JsonNode cases = file(name).path(array);
    if (cases.isEmpty()) {
      throw new IllegalStateException("No " + array + " in vectors " + name);
    }
    return StreamSupport.stream(cases.spliterator(), false);
  }

  /** An entry as the document that was stored: ids and dates get their BSON types back. */
  public static Document document(JsonNode node) {
    return (Document) StoredValues.of(node);
  }

  private static InputStream open(String name) throws IOException {
    String folder = System.getProperty(PROPERTY);
    if (folder != null) {
      return Files.newInputStream(Path.of(folder, name));
    }
    InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name);
    if (in == null) {
      throw new IOException("Not on the class path: /vectors/" + name);
    }
    return in;
  }
}
