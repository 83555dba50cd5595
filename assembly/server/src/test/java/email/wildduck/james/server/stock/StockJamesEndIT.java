package email.wildduck.james.server.stock;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.server.demo.DemoData;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an unmodified James with the extension comes to its end. */
class StockJamesEndIT {
  /** What a process that has ended on SIGTERM returns. */
  private static final int TERMINATED = 128 + 15;

  @TempDir private static Path folder;

  @Test
  void sigtermEndsPortsAndSpoolerFirstAndTheStoresLast() throws Exception {
    try (StockJames james = new StockJames(folder, SmtpSink.start())) {
      james.awaitReady();
      // A session is open and a message on its way when the end comes.
      try (SmtpClient client = james.connect()) {
        client.authPlain(DemoData.ALICE, DemoData.ALICE_PASSWORD);
        client.command("MAIL FROM:<" + DemoData.ALICE + ">");
        client.command("RCPT TO:<last@example.net>");
        client.data("From: <alice@example.com>\r\n\r\nHello\r\n".getBytes(ISO_8859_1));

        assertThat(james.process().terminate()).isEqualTo(TERMINATED);
      }

      List<String> log = james.process().log();
      assertThat(log).noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
      assertThat(lineWith("Connection pool closed", log))
          .isGreaterThan(lineWith("Dispose SMTP Service done", log))
          .isGreaterThan(lineWith("Thread shutdown completed", log));
    }
  }

  private static int lineWith(String text, List<String> log) {
    for (int i = log.size() - 1; i >= 0; i--) {
      if (log.get(i).contains(text)) {
        return i;
      }
    }
    throw new AssertionError("the log has no line with " + text);
  }
}
