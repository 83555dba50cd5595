package email.wildduck.james.endtoend;

import static org.awaitility.Awaitility.await;

import email.wildduck.james.server.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Our server as a process of its own. What it prints is kept in {@code server.log} in its home. It
 * ends with one of {@link #stop}, {@link #kill} and {@link #close}, or with this JVM when that ends
 * in order.
 */
final class ServerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final long END_LIMIT_SECONDS = 30;

  private final Process process;
  private final SubmissionServer submission;
  private final Path log;
  private final Thread endWithParent;

  private ServerProcess(Process process, SubmissionServer submission, Path log) {
    this.process = process;
    this.submission = submission;
    this.log = log;
    this.endWithParent = new Thread(process::destroyForcibly, "end-server");
    Runtime.getRuntime().addShutdownHook(endWithParent);
  }

  /**
   * Starts a server and waits until it takes mail.
   *
   * @param home with {@code conf/}
   * @param submission where it will take mail
   */
  static ServerProcess start(Path home, SubmissionServer submission) throws IOException {
    Path log = home.resolve("server.log");
    ServerProcess started =
        new ServerProcess(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-Dworking.directory=" + home,
                    "-Dlogback.configurationFile=" + home.resolve("conf/logback.xml"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "run",
                    "--demo")
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start(),
            submission,
            log);
    Path ready = home.resolve("run/james-wildduck.ready");
    try {
      await()
          .atMost(START_LIMIT)
          .pollInterval(Duration.ofMillis(100))
          .failFast(started::assertAlive)
          .until(() -> Files.exists(ready));
      return started;
    } catch (RuntimeException | Error e) {
      started.kill();
      throw e;
    }
  }

  /** Where mail programs find it. */
  SubmissionServer submission() {
    return submission;
  }

  private void assertAlive() {
    if (!process.isAlive()) {
      try {
        throw new AssertionError("The server has ended:\n" + Files.readString(log));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Ends it as an administrator does (SIGTERM). */
  void stop() {
    process.destroy();
    awaitEnd();
  }

  /** Ends it in the middle of its work (SIGKILL). */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The server does not end");
      }
      Runtime.getRuntime().removeShutdownHook(endWithParent);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
