package email.wildduck.james.embedded.redis;

import email.wildduck.james.embedded.port.FreePorts;

/** A Redis server on 127.0.0.1, in a process of its own that ends with this JVM. Thread-safe. */
public final class EmbeddedRedis implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  /** Where WildDuck keeps its counters. */
  private static final int WILDDUCK_DATABASE = 3;

  private static final int ATTEMPTS = 5;

  private final RedisProcess process;
  private final int port;

  private EmbeddedRedis(RedisProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server on a free port.
   *
   * @throws IllegalStateException if the bundled binary does not run on this platform
   */
  public static EmbeddedRedis start() {
    RuntimeException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return start(FreePorts.take());
      } catch (PortTakenException e) {
        last = e; // someone was quicker: try another port
      }
    }
    throw new IllegalStateException("No port for Redis in " + ATTEMPTS + " attempts", last);
  }

  /**
   * Starts a server on the given port.
   *
   * @throws IllegalStateException if the port is taken, or if the bundled binary does not run on
   *     this platform
   */
  public static EmbeddedRedis start(int port) {
    RedisProcess process = new RedisProcess(HOST, port);
    process.start();
    return new EmbeddedRedis(process, port);
  }

  public int port() {
    return port;
  }

  /** A connection string with WildDuck's database. */
  public String uri() {
    return "redis://" + HOST + ":" + port + "/" + WILDDUCK_DATABASE;
  }

  /** Starts the server again, empty, after {@link #stop}; does nothing if it is running. */
  public void restart() {
    process.start();
  }

  /** Ends the server and frees its port, until {@link #restart}. */
  public void stop() {
    process.stop();
  }

  @Override
  public void close() {
    process.stop();
  }
}
