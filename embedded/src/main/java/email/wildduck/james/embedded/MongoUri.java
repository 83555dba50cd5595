package email.wildduck.james.embedded;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A MongoDB connection string, of which only the default database is looked at. */
final class MongoUri {

  private static final Pattern PARTS =
      Pattern.compile(
          "(mongodb(?:\\+srv)?://(?<user>[^/?@]*@)?[^/?]*)(?:/(?<db>[^?]*))?(?<options>\\?.*)?");

  private final String uri;

  private MongoUri(String uri) {
    this.uri = uri;
  }

  static MongoUri of(String uri) {
    return new MongoUri(uri);
  }

  /**
   * The same server, user and options with another default database.
   *
   * @throws IllegalArgumentException if this is not a MongoDB connection string
   */
  String withDatabase(String database) {
    Matcher parts = PARTS.matcher(uri);
    if (!parts.matches()) {
      throw new IllegalArgumentException("Not a MongoDB connection string");
    }
    String options = parts.group("options") == null ? "" : parts.group("options");
    if (parts.group("user") != null && !options.contains("authSource=")) {
      // The user is looked up in the default database, unless told otherwise.
      String old = parts.group("db");
      String source = old == null || old.isEmpty() ? "admin" : old;
      options += (options.isEmpty() ? "?" : "&") + "authSource=" + source;
    }
    return parts.group(1) + "/" + database + options;
  }
}
