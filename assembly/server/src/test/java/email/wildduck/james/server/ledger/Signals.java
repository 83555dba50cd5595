package email.wildduck.james.server.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signals to processes, and what they did. */
final class Signals {
  private Signals() {}

  /** Returns when {@code kill} has done its work, which is when the signal has been sent. */
  static void send(String signal, long pid) throws IOException {
    try {
      int code =
          new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
              .inheritIO()
              .start()
              .waitFor();
      if (code != 0) {
        throw new IOException("kill -" + signal + " " + pid + " returned " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether a process is stopped, as it is after SIGSTOP. */
  static boolean isStopped(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .anyMatch(line -> line.startsWith("State:") && line.contains("T"));
  }
}
