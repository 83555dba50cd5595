package email.wildduck.james.core.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import email.wildduck.james.core.config.DatabaseLocation;
import email.wildduck.james.core.config.MongoConfiguration;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;

/**
 * The four databases that WildDuck's {@code dbs} configuration distinguishes, on one client for
 * each connection string. Thread-safe.
 */
public final class MongoStore implements AutoCloseable {
  private static final Pattern CAUSE = Pattern.compile("caused by \\{[\\w.]+: ([^}]*)}");

  private final MongoConfiguration configuration;
  private final List<CommandListener> listeners;
  private final Map<String, MongoClient> clients = new LinkedHashMap<>();

  private MongoStore(MongoConfiguration configuration, Collection<CommandListener> listeners) {
    this.configuration = configuration;
    this.listeners = List.copyOf(listeners);
  }

  /**
   * Opens the connections and asks each server once.
   *
   * @throws StoreUnavailableException when one does not answer in time or refuses the password
   */
  public static MongoStore open(MongoConfiguration configuration) {
    return open(configuration, List.of());
  }

  /**
   * The same.
   *
   * @param listeners are told of each command that is sent
   */
  public static MongoStore open(
      MongoConfiguration configuration, Collection<CommandListener> listeners) {
    MongoStore store = new MongoStore(configuration, listeners);
    try {
      store.ping();
      store.connect("users", store.uriOf(configuration.users()), store.users(), "users");
      store.connect("gridfs", store.uriOf(configuration.gridfs()), store.gridfs(), "audit.files");
      store.connect("sender", store.uriOf(configuration.sender()), store.sender(), "zone-queue");
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** Settings, keys of DKIM, mailboxes, messages, audits. */
  public MongoDatabase main() {
    return client(configuration.uri())
        .getDatabase(new ConnectionString(configuration.uri()).getDatabase());
  }

  /** Users, addresses, application-specific passwords, authlog. */
  public MongoDatabase users() {
    return database(configuration.users());
  }

  /** Attachments and audit copies. */
  public MongoDatabase gridfs() {
    return database(configuration.gridfs());
  }

  /** The queue. */
  public MongoDatabase sender() {
    return database(configuration.sender());
  }

  /**
   * Asks the main server whether it is there.
   *
   * @throws StoreUnavailableException when it does not answer in time
   */
  public void ping() {
    connect("uri", configuration.uri(), main(), "settings");
  }

  private MongoDatabase database(DatabaseLocation location) {
    return client(uriOf(location)).getDatabase(location.database());
  }

  private String uriOf(DatabaseLocation location) {
    return location.uri().orElse(configuration.uri());
  }

  private synchronized MongoClient client(String uri) {
    return clients.computeIfAbsent(uri, this::newClient);
  }

  private MongoClient newClient(String uri) {
    Duration timeout = configuration.timeout();
    return MongoClients.create(
        MongoClientSettings.builder()
            .applicationName("james-wildduck")
            .commandListenerList(listeners)
            .applyConnectionString(new ConnectionString(uri))
            .applyToClusterSettings(
                settings ->
                    settings.serverSelectionTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS))
            .applyToSocketSettings(
                settings ->
                    settings
                        .connectTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .readTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS))
            .applyToConnectionPoolSettings(
                settings -> settings.maxWaitTime(timeout.toMillis(), TimeUnit.MILLISECONDS))
            .build());
  }

  private void connect(String element, String uri, MongoDatabase database, String collection) {
    String where =
        "MongoDB at "
            + String.join(",", new ConnectionString(uri).getHosts())
            + " (<mongo/"
            + element
            + ">, database "
            + database.getName()
            + ")";
    try {
      // Reads, so that wrong credentials are noticed too: ping needs none.
      database.runCommand(new Document("ping", 1));
      database.getCollection(collection).find().projection(new Document("_id", 1)).first();
    } catch (MongoSecurityException e) {
      throw new StoreUnavailableException(where + " refuses the user name or password", e);
    } catch (MongoException e) {
      throw new StoreUnavailableException(where + " cannot be used: " + reason(e), e);
    }
  }

  private static String reason(MongoException e) {
    if (e instanceof MongoTimeoutException) {
      // The driver describes its whole view of the cluster; what went wrong stands at the end.
      Matcher cause = CAUSE.matcher(e.getMessage());
      return "no answer in time" + (cause.find() ? " (" + cause.group(1) + ")" : "");
    }
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public synchronized void close() {
    clients.values().forEach(MongoClient::close);
  }
}
