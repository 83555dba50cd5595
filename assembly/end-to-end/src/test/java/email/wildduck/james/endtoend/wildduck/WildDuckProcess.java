package email.wildduck.james.endtoend.wildduck;

import static org.awaitility.Awaitility.await;

import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpAnswer;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.node.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * A WildDuck from npm. What it prints is kept in {@code wildduck.log} beside its configuration. It
 * ends with {@link #close}, or with this JVM.
 */
public final class WildDuckProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final NodeProcess process;
  private final WildDuckPorts ports;
  private final WildDuckApi api;
  private final SSLContext trust;

  private WildDuckProcess(
      NodeProcess process, WildDuckPorts ports, WildDuckConfiguration configuration) {
    this.process = process;
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
    WildDuckPorts ports = WildDuckPorts.free();
    Path toml = configuration.write(folder.toAbsolutePath(), ports);
    NodeProcess process =
        NodeProcess.start(
            installed, "@zone-eu/wildduck", "server.js", toml, folder.resolve("wildduck.log"));
    WildDuckProcess started = new WildDuckProcess(process, ports, configuration);
    try {
      started.awaitReady();
      return started;
    } catch (RuntimeException | Error e) {
      started.close();
      throw e;
    }
  }

  /** Its API is the last that it starts. */
  private void awaitReady() {
    await()
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .failFast(process::assertAlive)
        .until(api::isReady);
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

  /**
   * Delivers a message to a user, as the MX does that the outside world sends to.
   *
   * @return the reply
   */
  public SmtpAnswer deliver(String from, String to, byte[] message) throws IOException {
    try (SmtpClient client = SmtpClient.connect("127.0.0.1", ports.lmtp(), Conversation.silent())) {
      client.command("LHLO mx.example.net");
      client.command("MAIL FROM:<" + from + ">");
      client.command("RCPT TO:<" + to + ">");
      return client.data(message);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
