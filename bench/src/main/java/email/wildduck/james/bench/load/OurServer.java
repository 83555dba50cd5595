package email.wildduck.james.bench.load;

import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import email.wildduck.james.server.demo.DemoData;
import email.wildduck.james.server.demo.ServerHome;
import email.wildduck.james.server.demo.ServerPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The distribution, started with its own command and the configuration that is shipped. It ends
 * with this JVM, when that ends in order.
 */
final class OurServer implements MailServer {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final long POLL_MS = 100;
  private static final long END_LIMIT_SECONDS = 30;

  private final Process process;
  private final ServerHome home;
  private final ServerPorts ports;
  private final Thread endWithParent;

  private OurServer(Process process, ServerHome home, ServerPorts ports) {
    this.process = process;
    this.home = home;
    this.ports = ports;
    this.endWithParent = new Thread(process::destroyForcibly, "end-server");
    Runtime.getRuntime().addShutdownHook(endWithParent);
  }

  /** Starts it, and waits until it takes mail. */
  static OurServer start(LoadOptions options, Stores stores, LoadSink sink) throws IOException {
    Path folder = Files.createTempDirectory(options.folder(), "server").toAbsolutePath();
    ServerPorts ports = ServerPorts.free();
    String sender = "<sender>" + stores.databaseName() + "</sender></mongo>";
    ServerHome home =
        ServerHome.create(
                folder,
                options.distribution().resolve("conf"),
                SelfSignedCertificate.create(List.of("localhost")))
            .listeningOn(ports)
            .storingIn(stores.mongoUri(), stores.redisUri())
            .replace("wildduck.xml", "</mongo>", sender)
            // All clients have one address here.
            .replace(
                "smtpserver.xml",
                "<connectionLimitPerIP>50</connectionLimitPerIP>",
                "<connectionLimitPerIP>0</connectionLimitPerIP>")
            .deliveringTo(sink.port());
    OurServer server = new OurServer(start(options, folder), home, ports);
    try {
      server.awaitReady(folder.resolve("run/james-wildduck.ready"));
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static Process start(LoadOptions options, Path folder) throws IOException {
    Files.createDirectories(folder.resolve("run"));
    Files.createDirectories(folder.resolve("log"));
    ProcessBuilder builder =
        new ProcessBuilder(
                options.distribution().resolve("bin/james-wildduck").toAbsolutePath().toString(),
                "run",
                "--demo")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log/console.log").toFile());
    builder.environment().put("JAMES_WILDDUCK_HOME", folder.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.start();
  }

  private void awaitReady(Path ready) {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (!Files.exists(ready)) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            "The server did not start; see log/console.log in " + home.folder().getFileName());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the server started", e);
    }
  }

  @Override
  public SmtpClient login() throws IOException {
    SmtpClient client =
        SmtpClient.connectTls(
            "127.0.0.1", ports.tls(), home.certificate().trust(), Conversation.silent());
    LoadClient.expect(250, client.command("EHLO client.example.net"));
    LoadClient.expect(235, client.authPlain(DemoData.ALICE, DemoData.ALICE_PASSWORD));
    return client;
  }

  @Override
  public ProcessTree processes() {
    return new ProcessTree(process.toHandle());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Runtime.getRuntime().removeShutdownHook(endWithParent);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
