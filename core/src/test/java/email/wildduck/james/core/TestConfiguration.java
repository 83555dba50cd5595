package email.wildduck.james.core;

import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.embedded.MongoForTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A configuration as an administrator would write it. */
public final class TestConfiguration {
  private static final String REDIS = "<redis><uri>redis://127.0.0.1/3</uri></redis>";

  private TestConfiguration() {}

  /**
   * With stores that nobody opens.
   *
   * @param sections the elements beside {@code <mongo>} and {@code <redis>}
   */
  public static WildDuckConfiguration of(String sections) {
    return load("<mongo><uri>mongodb://127.0.0.1/wildduck</uri></mongo>" + REDIS + sections);
  }

  /** With everything in one database. */
  public static WildDuckConfiguration on(MongoForTest mongo, String sections) {
    return load(
        "<mongo><uri>"
            + mongo.uri().replace("&", "&amp;")
            + "</uri><sender>"
            + mongo.databaseName()
            + "</sender></mongo>"
            + REDIS
            + sections);
  }

  private static WildDuckConfiguration load(String sections) {
    try {
      Path file = Files.createTempFile("wildduck", ".xml");
      try {
        Files.writeString(file, "<wildduck>" + sections + "</wildduck>");
        return WildDuckConfiguration.load(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
