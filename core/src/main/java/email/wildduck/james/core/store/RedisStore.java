package email.wildduck.james.core.store;

import email.wildduck.james.core.config.RedisConfiguration;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One connection to Redis, shared by everything: a single server, Sentinel or Cluster. While it is
 * interrupted commands fail at once instead of waiting; it comes back by itself. Thread-safe.
 */
public final class RedisStore implements AutoCloseable {
  private static final String CLUSTER = "-cluster://";

  private final RedisConfiguration configuration;
  private final AbstractRedisClient client;
  private final StatefulConnection<String, String> connection;
  private final RedisClusterCommands<String, String> commands;

  private RedisStore(
      RedisConfiguration configuration,
      AbstractRedisClient client,
      StatefulConnection<String, String> connection,
      RedisClusterCommands<String, String> commands) {
    this.configuration = configuration;
    this.client = client;
    this.connection = connection;
    this.commands = commands;
  }

  /**
   * Connects and asks the server once.
   *
   * @throws StoreUnavailableException when it does not answer in time or refuses the password
   */
  public static RedisStore open(RedisConfiguration configuration) {
    RedisStore store =
        configuration.uri().contains(CLUSTER)
            ? openCluster(configuration)
            : openSingle(configuration);
    try {
      store.ping();
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** The commands that exist on a single server and on a cluster. */
  public RedisClusterCommands<String, String> commands() {
    return commands;
  }

  /**
   * Asks the server whether it is there.
   *
   * @throws StoreUnavailableException when it does not answer in time
   */
  public void ping() {
    try {
      commands.ping();
    } catch (RedisException e) {
      throw unavailable(configuration, e);
    }
  }

  /**
   * A channel for hints between processes, on a connection of its own for what comes in.
   *
   * @throws StoreUnavailableException when that cannot be opened in time
   */
  public RedisChannel channel(String name) {
    try {
      StatefulRedisPubSubConnection<String, String> subscription =
          client instanceof RedisClusterClient
              ? ((RedisClusterClient) client).connectPubSub()
              : ((RedisClient) client).connectPubSub();
      return new RedisChannel(
          name, subscription, this::publish, failure -> unavailable(configuration, failure));
    } catch (RedisException e) {
      throw unavailable(configuration, e);
    }
  }

  private RedisFuture<Long> publish(String channel, String message) {
    return connection instanceof StatefulRedisClusterConnection
        ? ((StatefulRedisClusterConnection<String, String>) connection)
            .async()
            .publish(channel, message)
        : ((StatefulRedisConnection<String, String>) connection).async().publish(channel, message);
  }

  @Override
  public void close() {
    connection.close();
    shutdown(client);
  }

  private static RedisStore openSingle(RedisConfiguration configuration) {
    RedisClient client = RedisClient.create(uri(configuration.uri(), configuration.timeout()));
    client.setOptions(options(ClientOptions.builder(), configuration.timeout()).build());
    try {
      StatefulRedisConnection<String, String> connection = client.connect();
      return new RedisStore(configuration, client, connection, connection.sync());
    } catch (RedisException e) {
      shutdown(client);
      throw unavailable(configuration, e);
    }
  }

  private static RedisStore openCluster(RedisConfiguration configuration) {
    RedisClusterClient client = RedisClusterClient.create(nodes(configuration));
    ClusterClientOptions.Builder builder = ClusterClientOptions.builder();
    options(builder, configuration.timeout());
    client.setOptions(builder.build());
    try {
      StatefulRedisClusterConnection<String, String> connection = client.connect();
      return new RedisStore(configuration, client, connection, connection.sync());
    } catch (RedisException e) {
      shutdown(client);
      throw unavailable(configuration, e);
    }
  }

  /** {@code redis-cluster://user:password@a:1,b:2} as one URI for each node. */
  private static List<RedisURI> nodes(RedisConfiguration configuration) {
    String uri = configuration.uri();
    String scheme = uri.substring(0, uri.indexOf(CLUSTER));
    String rest = uri.substring(uri.indexOf(CLUSTER) + CLUSTER.length());
    int at = rest.lastIndexOf('@');
    String credentials = rest.substring(0, at + 1);
    return Arrays.stream(rest.substring(at + 1).split(","))
        .map(node -> uri(scheme + "://" + credentials + node, configuration.timeout()))
        .collect(Collectors.toList());
  }

  private static RedisURI uri(String uri, Duration timeout) {
    RedisURI parsed = RedisURI.create(uri);
    parsed.setTimeout(timeout);
    return parsed;
  }

  private static ClientOptions.Builder options(ClientOptions.Builder builder, Duration timeout) {
    return builder
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .socketOptions(SocketOptions.builder().connectTimeout(timeout).keepAlive(true).build())
        .timeoutOptions(TimeoutOptions.enabled(timeout));
  }

  private static StoreUnavailableException unavailable(
      RedisConfiguration configuration, RedisException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String where = "Redis at " + configuration.uri().replaceAll("//.*@", "//") + " (<redis/uri>) ";
    boolean refused =
        cause instanceof RedisCommandExecutionException
            && String.valueOf(cause.getMessage()).matches("(NOAUTH|WRONGPASS|ERR .*AUTH).*");
    return new StoreUnavailableException(
        where + (refused ? "refuses the password: " : "cannot be used: ") + cause.getMessage(), e);
  }

  private static void shutdown(AbstractRedisClient client) {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }
}
