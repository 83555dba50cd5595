package email.wildduck.james.endtoend.zonemta;

import static org.awaitility.Awaitility.await;

import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.endtoend.node.NodeProcess;
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
  private static final int GREETED = 250;

  private final NodeProcess process;
  private final ZoneMtaPorts ports;

  private ZoneMtaProcess(NodeProcess process, ZoneMtaPorts ports) {
    this.process = process;
    this.ports = ports;
  }

  /**
   * Starts a ZoneMTA and waits until it takes mail.
   *
   * @param installed the folder with {@code node_modules}
   * @param folder for its configuration and log; made if it is not there
   */
  public static ZoneMtaProcess start(
      Path installed, Path folder, ZoneMtaConfiguration configuration) throws IOException {
    Files.createDirectories(folder);
    ZoneMtaPorts ports = ZoneMtaPorts.free();
    Path toml =
        configuration.write(folder.toAbsolutePath(), NodeProcess.folder(installed, PROGRAM), ports);
    Path log = folder.resolve("zonemta-" + configuration.instance() + ".log");
    ZoneMtaProcess started =
        new ZoneMtaProcess(NodeProcess.start(installed, PROGRAM, "app.js", toml, log), ports);
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
    await()
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(IOException.class)
        .failFast(process::assertAlive)
        .until(this::greets);
  }

  private boolean greets() throws IOException {
    try (SmtpClient client = connect()) {
      return client.command("EHLO client.example.net").code() == GREETED;
    }
  }

  /** A program that gives mail to it, which has not said EHLO yet. */
  public SmtpClient connect() throws IOException {
    return SmtpClient.connect("127.0.0.1", ports.smtp(), Conversation.silent());
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
