package email.wildduck.james.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.server.demo.DemoData;
import email.wildduck.james.server.demo.ServerHome;
import email.wildduck.james.server.demo.ServerPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One node: a home, and a process that can be ended and started again. */
final class Node implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final long END_LIMIT_SECONDS = 30;

  private final ServerHome home;
  private final ServerPorts ports;
  private Optional<Process> process = Optional.empty();

  Node(ServerHome home, ServerPorts ports) {
    this.home = home;
    this.ports = ports;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-node"));
  }

  /** Starts a process if there is none; {@link #awaitReady} waits for it. */
  Node start() throws IOException {
    if (!isRunning()) {
      Files.deleteIfExists(file(LedgerNode.READY));
      process = Optional.of(spawn());
    }
    return this;
  }

  private Process spawn() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dworking.directory=" + home.folder(),
            "-Dlogback.configurationFile=" + home.folder().resolve("conf/logback.xml"),
            "-cp",
            System.getProperty("java.class.path"),
            LedgerNode.class.getName())
        .directory(home.folder().toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(file("node.log").toFile()))
        .start();
  }

  /** Waits until it takes and delivers mail. */
  Node awaitReady() {
    await()
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .failFast(() -> assertThat(isRunning()).as(this::output).isTrue())
        .until(() -> Files.exists(file(LedgerNode.READY)));
    return this;
  }

  /** From now on it is killed when it comes to this point. */
  void killAt(QueuePoint point) throws IOException {
    Files.writeString(file(Interruption.KILL), point.name());
  }

  /** It is stopped, with all its threads, when it comes to this point for the first time. */
  void stopAt(QueuePoint point) throws IOException {
    Files.writeString(file(Interruption.STOP), point.name());
  }

  boolean isRunning() {
    return process.filter(Process::isAlive).isPresent();
  }

  boolean isStopped() throws IOException {
    return isRunning() && Signals.isStopped(pid());
  }

  /** It was killed at a point, and can be started again. */
  void assertKilledAtPoint() throws IOException, InterruptedException {
    assertThat(process.orElseThrow().waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.orElseThrow().exitValue()).as(this::output).isEqualTo(Interruption.KILLED);
    Files.delete(file(Interruption.KILL));
  }

  /** The same, if there is a process. */
  void end() throws InterruptedException {
    if (isRunning()) {
      kill();
    }
  }

  /** SIGKILL, whatever it does. */
  void kill() throws InterruptedException {
    process.orElseThrow().destroyForcibly();
    assertThat(process.orElseThrow().waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** SIGSTOP; returns when it does nothing any more. */
  void pause() throws IOException {
    Signals.send("STOP", pid());
    await().until(this::isStopped);
  }

  /** SIGCONT. */
  void goOn() throws IOException {
    Signals.send("CONT", pid());
  }

  private long pid() {
    return process.orElseThrow().pid();
  }

  /** A connection that has logged in. */
  SmtpClient login() throws IOException {
    SmtpClient client =
        SmtpClient.connectTls(
            "127.0.0.1", ports.tls(), home.certificate().trust(), Conversation.silent());
    client.command("EHLO client.example.net");
    assertThat(client.authPlain(DemoData.ALICE, DemoData.ALICE_PASSWORD).code()).isEqualTo(235);
    return client;
  }

  /** The log of all its processes. */
  String log() {
    return read(file("log/james-wildduck.log"));
  }

  private String output() {
    return read(file("node.log"));
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String name) {
    return home.folder().resolve(name);
  }

  @Override
  public void close() {
    process.ifPresent(Process::destroyForcibly);
  }
}
