package email.wildduck.james.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.embedded.sink.SmtpStage;
import email.wildduck.james.queue.store.QueuePoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node is stopped longer than its lease (SIGSTOP), and goes on when others have its mail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoppedNodeIT {
  private static final int MOST_MESSAGES = 20;

  private Cluster cluster;
  private Node one;
  private Node other;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    cluster = new Cluster(folder);
    one = cluster.newNode().start();
    other = cluster.newNode().start();
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = SmtpStage.class,
      names = {"RCPT", "DATA"})
  void aNodeThatWasStoppedDuringAnAttemptDoesNotDeliverWhatIsAnothersByNow(SmtpStage stage)
      throws Exception {
    one.awaitReady();
    other.awaitReady();
    cluster.awaitSettled();
    other.pause();
    List<String> recipients = cluster.recipients(1, "ok.example");
    Hold hold = cluster.world().hold(stage, recipients.get(0));
    cluster.submit(one, recipients);
    hold.awaitReached();

    one.pause();
    other.goOn();
    await()
        .atMost(Cluster.PATIENCE)
        .until(() -> cluster.world().copies().containsKey(recipients.get(0)));
    cluster.awaitSettled();
    hold.release();
    one.goOn();

    await()
        .atMost(Cluster.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(one.log().lines())
                    .anyMatch(line -> line.contains("LOST") && line.contains(recipients.get(0))));
    cluster.assertBalanced();
    cluster.submit(one, cluster.recipients(1, "ok.example"));
    cluster.awaitSettled();
    cluster.assertBalanced();
  }

  /**
   * Not while a message is accepted: its sender would wait for the reply all the time; nor within a
   * command to the database. The points of warnings are in {@link DelayedMailIT}. The other node
   * goes on when this one is stopped: two that look at equal intervals could leave a point to the
   * same one each time.
   */
  @ParameterizedTest
  @EnumSource(
      value = QueuePoint.class,
      names = {
        "ACCEPT_.*",
        "FINISH_DELETED",
        "HAND_OVER_STAGED",
        "HAND_OVER_OTHERS_RELEASED",
        "WARNING_.*"
      },
      mode = EnumSource.Mode.MATCH_NONE)
  void everyMessageEndsOnceWhenANodeIsStoppedAt(QueuePoint point) throws Exception {
    one.awaitReady();
    other.awaitReady();
    cluster.awaitSettled();
    other.pause();
    one.stopAt(point);

    for (int i = 0; !one.isStopped() && i < MOST_MESSAGES; i++) {
      cluster.submit(one, cluster.recipientsFor(point, i));
      await()
          .atMost(Cluster.PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> one.isStopped() || cluster.queue().without("busy").isEmpty());
    }
    other.goOn();
    assertThat(one.isStopped()).as("stopped at %s", point).isTrue();
    cluster.awaitSettled();
    one.goOn();

    cluster.submit(one, cluster.recipients(3, "ok.example"));
    cluster.awaitSettled();
    cluster.assertBalanced();
  }
}
