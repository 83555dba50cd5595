package email.wildduck.james.server.command;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;

/** Finds out where the server's webadmin is. */
final class WebadminAddress {
  private static final Set<String> ANYWHERE = Set.of("0.0.0.0", "::", "localhost");
  private static final String OTHERWISE = "; say where it is with --url";

  private WebadminAddress() {}

  /**
   * The address in {@code webadmin.properties}.
   *
   * @throws CommandFailure when there is none
   */
  static URI in(Path file) {
    Properties properties = read(file);
    if (!"true".equals(properties.getProperty("enabled", "false").trim())) {
      throw failure("webadmin is switched off (enabled in " + file + ")" + OTHERWISE);
    }
    String host = properties.getProperty("host", "localhost").trim();
    if (ANYWHERE.contains(host)) {
      host = "127.0.0.1";
    }
    String scheme =
        "true".equals(properties.getProperty("https.enabled", "false").trim()) ? "https" : "http";
    String port = properties.getProperty("port", "8080").trim();
    return parse(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
  }

  /**
   * An address that was given.
   *
   * @throws CommandFailure when it is none
   */
  static URI parse(String text) {
    try {
      URI uri = URI.create(text.replaceFirst("/+$", ""));
      if (uri.isAbsolute() && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw failure("no address: " + text + ": " + e.getMessage());
    }
    throw failure("no address: " + text + "; it must be such as http://127.0.0.1:8000");
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw failure(file + " cannot be read: " + e.getMessage() + OTHERWISE);
    }
  }

  private static CommandFailure failure(String message) {
    return new CommandFailure(CommandFailure.NO_SERVER, message);
  }
}
