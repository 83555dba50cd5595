package email.wildduck.james.server;

import email.wildduck.james.server.demo.DemoData;
import email.wildduck.james.server.demo.DemoReport;
import email.wildduck.james.server.demo.DemoWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.james.GuiceJamesServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code demo}: everything in this process on embedded stores; sends a message, tells what
 * happened, and stays up unless it is to run {@code --once}.
 */
final class DemoCommand {
  private static final Logger LOGGER = LoggerFactory.getLogger(DemoCommand.class);
  private static final int FAILED = 1;

  private final boolean once;

  DemoCommand(boolean once) {
    this.once = once;
  }

  /** Returns the exit code. */
  int run() {
    System.setProperty("james.exit.on.startup.error", "false");
    new NativeCryptography().use();
    try {
      Path folder = Files.createTempDirectory("james-wildduck-demo");
      try {
        return run(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      Console.error("The demo cannot use a temporary folder: " + e.getMessage());
      return FAILED;
    }
  }

  private int run(Path folder) {
    Console.say("Starting embedded MongoDB and Redis, an SMTP sink and the server ...");
    try (DemoWorld world = new DemoWorld(folder)) {
      GuiceJamesServer server = WildDuckServer.onEmbeddedStores(world.home().folder());
      server.start();
      try {
        boolean good = new DemoReport(world, Console::say).tell();
        if (!once) {
          Console.say(invitation(world));
          awaitEnd(server, world);
        }
        return good ? 0 : FAILED;
      } finally {
        server.stop();
      }
    } catch (Exception e) {
      LOGGER.error("The demo failed", e);
      Console.error("The demo failed: " + StartFailure.reason(e));
      return FAILED;
    }
  }

  private static String invitation(DemoWorld world) {
    return """

        The server is up. Send a message of your own:

          swaks --server 127.0.0.1:%1$d --tls --auth PLAIN \\
                --auth-user %4$s --auth-password '%5$s' \\
                --from %4$s --to you@example.net

        In a mail program: server 127.0.0.1, port %1$d with STARTTLS or %2$d with SSL/TLS,
        user name %4$s, password "%5$s"
        (accept the certificate: it was made just now). Nothing leaves this machine.

        Administration: http://127.0.0.1:%3$d/healthcheck and http://127.0.0.1:%3$d/metrics
        The queue: james-wildduck queue zones --url http://127.0.0.1:%3$d
        Ctrl-C ends the demo; what it stored is gone then.
        """
        .formatted(
            world.ports().startTls(),
            world.ports().tls(),
            world.ports().webadmin(),
            DemoData.ALICE,
            DemoData.ALICE_PASSWORD);
  }

  private static void awaitEnd(GuiceJamesServer server, DemoWorld world) {
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.stop();
                  world.close();
                },
                "stop"));
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
