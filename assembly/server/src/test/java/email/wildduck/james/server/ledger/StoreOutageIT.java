package email.wildduck.james.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.embedded.sink.SmtpStage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A store is away for longer than a lease while two nodes have mail under way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreOutageIT {
  private static final int BEFORE = 30;

  private Cluster cluster;
  private List<Node> nodes;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    cluster = new Cluster(folder);
    nodes = List.of(cluster.newNode().start(), cluster.newNode().start());
    nodes.forEach(Node::awaitReady);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  void everyMessageEndsOnceWhenRedisIsStoppedAndStarted() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    List<CompletableFuture<Void>> senders = startSenders(enough);
    awaitDelivered(BEFORE);

    cluster.redis().stop();
    int during = cluster.world().count();
    passes(Cluster.LEASE);
    cluster.redis().restart();
    awaitDelivered(during + BEFORE);

    end(enough, senders);
  }

  @Test
  void everyMessageEndsOnceWhenMongoDbIsAwayForLongerThanALease() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    List<CompletableFuture<Void>> senders = startSenders(enough);
    awaitDelivered(BEFORE);
    List<String> open = cluster.recipients(4, "ok.example");
    List<Hold> holds =
        List.of(
            cluster.world().hold(SmtpStage.END_OF_DATA, open.get(0)),
            cluster.world().hold(SmtpStage.END_OF_DATA, open.get(1)),
            cluster.world().hold(SmtpStage.DATA, open.get(2)),
            cluster.world().hold(SmtpStage.RCPT, open.get(3)));
    for (int i = 0; i < open.size(); i++) {
      cluster.submit(nodes.get(i % 2), open.subList(i, i + 1));
    }
    List<String> refused = cluster.recipients(1, "never.example");
    Hold refusal = cluster.world().hold(SmtpStage.RCPT, refused.get(0));
    cluster.submit(nodes.get(0), refused);
    holds.forEach(Hold::awaitReached);
    refusal.awaitReached();

    cluster.mongo().begin();
    holds.subList(0, 2).forEach(Hold::release);
    refusal.release();
    passes(Cluster.LEASE.multipliedBy(2));
    holds.subList(2, 4).forEach(Hold::release);
    int during = cluster.world().count();
    cluster.mongo().end();
    awaitDelivered(during + BEFORE);

    end(enough, senders);
    assertThat(cluster.world().copies()).containsKeys(open.toArray(String[]::new));
    assertThat(cluster.world().bounces()).containsEntry(refused.get(0), 1);
  }

  /** One for each node, with every kind of recipient. */
  private List<CompletableFuture<Void>> startSenders(AtomicBoolean enough) {
    return nodes.stream()
        .map(node -> CompletableFuture.runAsync(() -> send(node, enough)))
        .toList();
  }

  private void send(Node node, AtomicBoolean enough) {
    List<String> domains =
        List.of("ok1.example", "ok2.example", "later.example", "ok3.example", "never.example");
    for (int i = 0; !enough.get(); i++) {
      try {
        cluster.submit(node, cluster.recipients(1 + i % 3, domains.get(i % domains.size())));
      } catch (AssertionError e) {
        // no login without the store
      }
    }
  }

  private static void passes(Duration time) {
    await().pollDelay(time).atMost(time.multipliedBy(2)).until(() -> true);
  }

  private void awaitDelivered(int number) {
    await().atMost(Cluster.PATIENCE).until(() -> cluster.world().count() >= number);
  }

  private void end(AtomicBoolean enough, List<CompletableFuture<Void>> senders) throws Exception {
    enough.set(true);
    for (CompletableFuture<Void> sender : senders) {
      sender.get(60, TimeUnit.SECONDS);
    }
    cluster.awaitSettled();
    cluster.assertBalanced();
  }
}
