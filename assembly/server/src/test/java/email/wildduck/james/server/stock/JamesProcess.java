package email.wildduck.james.server.stock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A stock James as a process; its output goes to {@code james.log} in the working folder. */
final class JamesProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path log;

  private JamesProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts James, on the Java that runs the tests.
   *
   * @param folder its working folder, with {@code conf/} and {@code extensions-jars/}
   */
  static JamesProcess start(Path folder) throws IOException {
    Path log = folder.resolve("james.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dworking.directory=" + folder,
                "-Dlogback.configurationFile=" + folder.resolve("conf/logback.xml"),
                "-cp",
                Path.of(System.getProperty("wildduck.stockJames"), "*").toString(),
                "org.apache.james.MemoryJamesServerMain")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new JamesProcess(process, log);
  }

  /** Fails with the log if it has ended. */
  void assertAlive() {
    if (!process.isAlive()) {
      throw new AssertionError("James has ended:\n" + String.join("\n", log()));
    }
  }

  /** What it has written so far. */
  List<String> log() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to end (SIGTERM), and waits until it has; what it returns. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("James did not end on SIGTERM");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
