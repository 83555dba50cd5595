package email.wildduck.james.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.embedded.sink.SmtpStage;
import email.wildduck.james.queue.store.QueuePoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes are killed while mail is under way, and the others go on with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledNodeIT {
  private static final int MOST_MESSAGES = 20;

  /** Two nodes that look at equal intervals could leave all of it to the same one each time. */
  private static final Set<QueuePoint> TAKING =
      Set.of(QueuePoint.TAKE_CHOSEN, QueuePoint.TAKE_LEASED);

  private Cluster cluster;
  private Node survivor;
  private Node victim;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    cluster = new Cluster(folder);
    survivor = cluster.newNode().start();
    victim = cluster.newNode().start();
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  /**
   * None of these points is between a final dot and the record of its reply: all is exact. Those
   * that are left out are within a command to the database where no other node is in the way, and
   * those of warnings are in {@link DelayedMailIT}.
   */
  @ParameterizedTest
  @EnumSource(
      value = QueuePoint.class,
      names = {"HAND_OVER_STAGED", "HAND_OVER_OTHERS_RELEASED", "WARNING_.*"},
      mode = EnumSource.Mode.MATCH_NONE)
  void everyMessageEndsOnceWhenANodeIsKilledAt(QueuePoint point) throws Exception {
    survivor.start().awaitReady();
    victim.start().awaitReady();
    cluster.awaitSettled();
    victim.killAt(point);
    if (TAKING.contains(point)) {
      survivor.pause();
    }

    for (int i = 0; victim.isRunning() && i < MOST_MESSAGES; i++) {
      cluster.submit(victim, cluster.recipientsFor(point, i));
      await()
          .atMost(Cluster.PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> !victim.isRunning() || cluster.queue().without("busy").isEmpty());
    }

    survivor.goOn();
    victim.assertKilledAtPoint();
    cluster.awaitSettled();
    cluster.assertBalanced();
  }

  @Test
  void onlyWhatHadItsFinalDotIsDeliveredTwiceWhenTheLastNodeIsKilled() throws Exception {
    survivor.start().awaitReady();
    victim.start().awaitReady();
    cluster.awaitSettled();
    survivor.kill();
    List<String> open = cluster.recipients(4, "ok.example");
    Hold afterDot = cluster.world().hold(SmtpStage.END_OF_DATA, open.get(0));
    Hold beforeData = cluster.world().hold(SmtpStage.DATA, open.get(1));
    Hold beforeRcpt = cluster.world().hold(SmtpStage.RCPT, open.get(2));
    List<Hold> holds = List.of(afterDot, beforeData, beforeRcpt);
    open.forEach(recipient -> cluster.submit(victim, List.of(recipient)));
    holds.forEach(Hold::awaitReached);
    await().until(() -> cluster.queue().recipients().size() == holds.size());

    victim.kill();
    cluster.ledger().inTheWindow(open.subList(0, 1));
    holds.forEach(Hold::release);
    assertThat(cluster.queue().held()).containsOnlyKeys(open.subList(0, 3));

    survivor.start().awaitReady();
    cluster.awaitSettled();
    cluster.assertBalanced();
    assertThat(cluster.world().copies())
        .containsEntry(open.get(0), 2)
        .containsEntry(open.get(1), 1)
        .containsEntry(open.get(2), 1)
        .containsEntry(open.get(3), 1);
  }

  @Test
  void aFailureIsReportedOnceWhenTheLastNodeIsKilledAfterIt() throws Exception {
    survivor.start().awaitReady();
    victim.start().awaitReady();
    cluster.awaitSettled();
    survivor.kill();
    victim.killAt(QueuePoint.REPORT_QUEUED);
    List<String> refused = cluster.recipients(1, "never.example");

    cluster.submit(victim, refused);

    victim.assertKilledAtPoint();
    survivor.start().awaitReady();
    cluster.awaitSettled();
    cluster.assertBalanced();
    assertThat(cluster.world().bounces()).containsEntry(refused.get(0), 1);
  }

  @Test
  void whatTwoNodesCannotDeliverOfAMessageIsInOneReport() throws Exception {
    survivor.start().awaitReady();
    victim.start().awaitReady();
    cluster.awaitSettled();
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      refused.addAll(cluster.recipients(1, "never" + i + ".example"));
    }
    int before = cluster.world().reports().size();

    cluster.submit(victim, refused);

    cluster.awaitSettled();
    cluster.assertBalanced();
    List<Set<String>> reports = cluster.world().reports();
    assertThat(reports.subList(before, reports.size()))
        .singleElement()
        .isEqualTo(Set.copyOf(refused));
  }
}
