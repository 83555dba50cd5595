package email.wildduck.james.endtoend;

import email.wildduck.james.server.WildDuckServer;
import java.nio.file.Path;
import org.apache.james.GuiceJamesServer;

/** Our server in this process. */
final class RunningServer implements AutoCloseable {
  private final GuiceJamesServer server;

  private RunningServer(GuiceJamesServer server) {
    this.server = server;
  }

  /**
   * Starts a server.
   *
   * @param home with {@code conf/}
   */
  static RunningServer start(Path home) throws Exception {
    System.setProperty("james.exit.on.startup.error", "false");
    GuiceJamesServer server = WildDuckServer.onEmbeddedStores(home);
    server.start();
    return new RunningServer(server);
  }

  /** Stops it in order. */
  @Override
  public void close() {
    server.stop();
  }
}
