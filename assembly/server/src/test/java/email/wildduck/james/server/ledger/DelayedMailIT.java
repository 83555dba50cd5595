package email.wildduck.james.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.queue.store.QueuePoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Senders are warned once that their mail waits, whatever happens to the nodes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DelayedMailIT {
  /** The second deferral is late enough, and the next attempt is not in the time of a test. */
  private static final String RETRIES = "\"2s,1h,1h\"";

  private static final String WARN_SOON = "<bounces><warnAfter>1s</warnAfter></bounces>";

  private Cluster cluster;
  private Node survivor;
  private Node victim;
  private int warningsBefore;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    cluster = new Cluster(folder, RETRIES, WARN_SOON);
    survivor = cluster.newNode();
    victim = cluster.newNode();
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @BeforeEach
  void makeDomainsSlow() {
    cluster.world().slow(true);
    warningsBefore = warnings().size();
  }

  @Test
  void whatTwoNodesCannotDeliverOfAMessageForLongIsInOneWarning() throws Exception {
    survivor.start().awaitReady();
    victim.start().awaitReady();
    List<String> slow = slowRecipients(10);

    cluster.submit(victim, slow);

    assertWarnedOnceOf(slow);
  }

  @ParameterizedTest
  @EnumSource(value = QueuePoint.class, names = "WARNING_.*", mode = EnumSource.Mode.MATCH_ANY)
  void thereIsOneWarningWhenTheOnlyNodeIsKilledAt(QueuePoint point) throws Exception {
    victim.start().awaitReady();
    survivor.end();
    victim.killAt(point);
    List<String> slow = slowRecipients(2);

    cluster.submit(victim, slow);

    victim.assertKilledAtPoint();
    survivor.start().awaitReady();
    assertWarnedOnceOf(slow);
  }

  @ParameterizedTest
  @EnumSource(
      value = QueuePoint.class,
      names = {"WARNING_STAGED", "WARNING_COMMITTED"})
  void thereIsOneWarningWhenTheOnlyNodeIsStoppedForLongAt(QueuePoint point) throws Exception {
    victim.start().awaitReady();
    survivor.end();
    victim.stopAt(point);
    List<String> slow = slowRecipients(2);

    cluster.submit(victim, slow);

    await().atMost(Cluster.PATIENCE).until(victim::isStopped);
    survivor.start().awaitReady();
    awaitWarning();
    victim.goOn();
    assertWarnedOnceOf(slow);
  }

  private List<String> slowRecipients(int number) {
    List<String> slow = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      slow.addAll(cluster.recipients(1, "slow" + i + ".example"));
    }
    return slow;
  }

  private void awaitWarning() {
    await().atMost(Cluster.PATIENCE).until(() -> warnings().size() > warningsBefore);
  }

  /** Nothing else is in the queue by then, staged or not. */
  private void assertWarnedOnceOf(List<String> slow) {
    awaitWarning();
    await().atMost(Cluster.PATIENCE).until(() -> cluster.queue().without("slow").isEmpty());
    cluster.world().slow(false);
    await()
        .atMost(Cluster.PATIENCE)
        .untilAsserted(
            () -> {
              cluster.queue().bringForward("slow");
              assertThat(cluster.queue().recipients()).isEmpty();
            });
    cluster.assertBalanced();
    assertThat(warnings().subList(warningsBefore, warnings().size()))
        .singleElement()
        .isEqualTo(Set.copyOf(slow));
  }

  private List<Set<String>> warnings() {
    return cluster.world().warnings();
  }
}
