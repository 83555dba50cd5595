package email.wildduck.james.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.embedded.sink.SmtpStage;
import email.wildduck.james.queue.store.QueuePoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  /**
   * Points at the end of an attempt: one recipient at a time, or other attempts of the victim might
   * be in the window.
   */
  private static final Map<QueuePoint, List<String>> DOMAINS =
      Map.of(
          QueuePoint.FINISH_DELETED, List.of("ok.example"),
          QueuePoint.DEFER_WRITTEN, List.of("later.example"));

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

  /** None of these points is between a final dot and the record of its reply: all is exact. */
  @ParameterizedTest
  @EnumSource(QueuePoint.class)
  void everyMessageEndsOnceWhenANodeIsKilledAt(QueuePoint point) throws Exception {
    survivor.start().awaitReady();
    victim.start().awaitReady();
    victim.killAt(point);

    for (int i = 0; victim.isRunning() && i < MOST_MESSAGES; i++) {
      cluster.submit(victim, recipientsFor(point, i));
      await()
          .atMost(Cluster.PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> !victim.isRunning() || cluster.queue().countWithout("busy") == 0);
    }

    victim.assertKilledAtPoint();
    cluster.awaitSettled();
    cluster.assertBalanced();
  }

  /** In turns one and three. */
  private List<String> recipientsFor(QueuePoint point, int turn) {
    List<String> domains = DOMAINS.getOrDefault(point, List.of());
    return domains.isEmpty()
        ? cluster.recipients(1 + turn % 2 * 2, "ok.example")
        : cluster.recipients(1, domains.get(0));
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
    victim.killAt(QueuePoint.FINISH_DELETED);
    List<String> refused = cluster.recipients(1, "never.example");

    cluster.submit(victim, refused);

    victim.assertKilledAtPoint();
    survivor.start().awaitReady();
    cluster.awaitSettled();
    cluster.assertBalanced();
    assertThat(cluster.world().bounces()).containsEntry(refused.get(0), 1);
  }
}
