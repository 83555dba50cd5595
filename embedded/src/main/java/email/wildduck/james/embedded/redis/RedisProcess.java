package email.wildduck.james.embedded.redis;

import java.io.IOException;
import java.util.Optional;
import redis.embedded.RedisServer;

/** The server process: made anew at every start, since a stopped one cannot be started again. */
final class RedisProcess {

  private final String host;
  private final int port;
  private Optional<RedisServer> running = Optional.empty();

  RedisProcess(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Returns when the server takes connections. */
  synchronized void start() {
    if (running.isPresent()) {
      return;
    }
    try {
      RedisServer server =
          RedisServer.newRedisServer()
              .bind(host)
              .port(port)
              .setting("save \"\"")
              .setting("appendonly no")
              .setting("daemonize no")
              .build();
      server.start();
      running = Optional.of(server);
    } catch (IOException e) {
      throw explain(e);
    }
  }

  private IllegalStateException explain(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("Address already in use")) {
        return new PortTakenException(port, e);
      }
    }
    return new IllegalStateException(
        "The bundled Redis does not run on "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + " (its Linux binary needs the OpenSSL 3 library of the system)."
            + " Install a Redis and name it in WILDDUCK_TEST_REDIS_URI.",
        e);
  }

  /** Returns when the process is gone. */
  synchronized void stop() {
    try {
      if (running.isPresent()) {
        running.get().stop();
      }
      running = Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("Redis on port " + port + " does not end", e);
    }
  }
}
