package email.wildduck.james.embedded.zonemta;

import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.node.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A ZoneMTA from npm. What it prints is kept in {@code zonemta-<instance>.log} beside its
 * configuration. It ends with one of {@link #stop}, {@link #kill} and {@link #close}, or with this
 * JVM.
 */
public final class ZoneMtaProcess implements AutoCloseable {
  private static final String PROGRAM = "@zone-eu/zone-mta";
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final long POLL_MS = 100;
  private static final int GREETED = 250;

  private final NodeProcess process;
  private final ZoneMtaSettings settings;
  private final ZoneMtaPorts ports;

  private ZoneMtaProcess(NodeProcess process, ZoneMtaSettings settings, ZoneMtaPorts ports) {
    this.process = process;
    this.settings = settings;
    this.ports = ports;
  }

  /**
   * Starts a ZoneMTA and waits until it takes mail.
   *
   * @param installed the folder with {@code node_modules}
   * @param folder for its configuration and log; made if it is not there
   */
  public static ZoneMtaProcess start(Path installed, Path folder, ZoneMtaSettings settings)
      throws IOException {
    Files.createDirectories(folder);
    ZoneMtaPorts ports = ZoneMtaPorts.free();
    Path plugins = NodeProcess.folder(installed, PROGRAM).resolve("plugins");
    String name = "zonemta-" + settings.instance();
    Path toml = folder.toAbsolutePath().resolve(name + ".toml");
    Files.writeString(toml, settings.toml(plugins, ports));
    NodeProcess process =
        NodeProcess.start(installed, PROGRAM, "app.js", toml, folder.resolve(name + ".log"));
    ZoneMtaProcess started = new ZoneMtaProcess(process, settings, ports);
    try {
      started.awaitReady();
      return started;
    } catch (RuntimeException | Error e) {
      started.close();
      throw e;
    }
  }

  /** Until its processes are there it takes connections and answers 421. */
  private void awaitReady() {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (!greets()) {
      process.assertAlive();
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("ZoneMTA takes no mail after " + START_LIMIT);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while ZoneMTA started", e);
    }
  }

  private boolean greets() {
    try (SmtpClient client = connect()) {
      return client.command("EHLO client.example.net").code() == GREETED;
    } catch (IOException e) {
      return false;
    }
  }

  /** A program that gives mail to it, which has not said EHLO yet. */
  public SmtpClient connect() throws IOException {
    return settings.connect(ports);
  }

  /** Where it listens. */
  public ZoneMtaPorts ports() {
    return ports;
  }

  /** The process that starts all others. */
  public ProcessHandle handle() {
    return process.handle();
  }

  /** Fails when it has ended. */
  public void assertAlive() {
    process.assertAlive();
  }

  /** Ends it as an administrator does; what is being delivered, is. */
  public void stop() {
    process.terminate();
  }

  /** Ends it as a power failure does. */
  public void kill() {
    process.kill();
  }

  /** The same: to end in order takes it ten seconds. */
  @Override
  public void close() {
    process.kill();
  }
}
