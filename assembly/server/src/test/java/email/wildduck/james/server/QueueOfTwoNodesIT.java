package email.wildduck.james.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.queue.id.QueueId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to the queue from one node's shell, seen from another's. */
class QueueOfTwoNodesIT {
  @TempDir private Path folder;
  private Installation one;
  private Installation other;

  @BeforeEach
  void start() throws Exception {
    one = new Installation(Files.createDirectory(folder.resolve("one")));
    other = one.secondNode(Files.createDirectory(folder.resolve("other")));
    assertThat(one.start().exitCode()).isZero();
    assertThat(other.start().exitCode()).isZero();
  }

  @AfterEach
  void stop() throws Exception {
    other.remove();
    one.remove();
  }

  @Test
  void pauseOfAZoneHoldsOnAllNodesAndIsEndedFromAny() throws Exception {
    assertThat(said(one, "pause", "zone", "quiet", "--reason", "it looks odd"))
        .isEqualTo("zone quiet is paused\n");
    QueueId id;
    try (QueuedMail mail = new QueuedMail(one.database())) {
      id = mail.queue("quiet", "alice@example.com", "a@one.example");
    }

    await()
        .untilAsserted(
            () ->
                assertThat(said(other, "show", id.asString()))
                    .contains("paused, zone quiet")
                    .contains("due, but the zone quiet is paused"));
    assertThat(said(other, "zones")).contains("paused: it looks odd");
    assertThat(said(other, "resume", "zone", "quiet")).isEqualTo("zone quiet is resumed\n");
    await().untilAsserted(() -> assertThat(said(one, "list")).contains("  ready  "));
    assertThat(said(one, "pauses")).isEqualTo("KIND  NAME  SINCE  REASON\n");
  }

  private static String said(Installation node, String... arguments) throws Exception {
    String[] line = new String[arguments.length + 1];
    line[0] = "queue";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    Installation.Result result = node.run(line);
    assertThat(result.exitCode()).as(result.output()).isZero();
    return result.output();
  }
}
