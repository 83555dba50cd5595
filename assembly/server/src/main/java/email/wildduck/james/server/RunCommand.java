package email.wildduck.james.server;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.james.GuiceJamesServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code run}: the server in the foreground, until SIGTERM or SIGINT. */
final class RunCommand {
  private static final Logger LOGGER = LoggerFactory.getLogger(RunCommand.class);
  private static final int FAILED = 1;

  private final Path home;
  private final boolean onEmbeddedStores;

  /**
   * @param onEmbeddedStores whether embedded stores, which keep nothing, are good enough
   */
  RunCommand(Path home, boolean onEmbeddedStores) {
    this.home = home;
    this.onEmbeddedStores = onEmbeddedStores;
  }

  /** Returns the exit code. */
  int run() {
    // James would end the process itself, and with it our explanation.
    System.setProperty("james.exit.on.startup.error", "false");
    new NativeCryptography().use();
    GuiceJamesServer server =
        onEmbeddedStores ? WildDuckServer.onEmbeddedStores(home) : WildDuckServer.in(home);
    try {
      server.start();
    } catch (Exception e) {
      String reason = StartFailure.reason(e);
      LOGGER.error("The server did not start: {}", reason);
      return FAILED;
    }
    ReadyFile ready = new ReadyFile(home);
    ready.create();
    LOGGER.info("The server is ready");
    awaitSignal(server, ready);
    return 0;
  }

  private static void awaitSignal(GuiceJamesServer server, ReadyFile ready) {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  LOGGER.info("Stopping");
                  ready.delete();
                  server.stop();
                  LOGGER.info("Stopped");
                  stopped.countDown();
                },
                "stop"));
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
