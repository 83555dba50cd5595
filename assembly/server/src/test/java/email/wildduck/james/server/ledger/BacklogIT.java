package email.wildduck.james.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.queue.handover.DirectQueueing;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.QueueStoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two, then four nodes work off a long queue, and one of them is killed. */
class BacklogIT {
  private static final int MESSAGES = 5000;
  private static final int BUSY = MESSAGES / 50;
  private static final int CANCELLED = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void aBacklogWithTemporaryFailuresIsWorkedOffByTwoAndFourNodes(@TempDir Path folder)
      throws Exception {
    try (Cluster cluster = new Cluster(folder)) {
      List<Node> nodes =
          List.of(
              cluster.newNode().start(),
              cluster.newNode().start(),
              cluster.newNode(),
              cluster.newNode());
      queueBacklog(cluster);
      nodes.subList(0, 2).forEach(Node::awaitReady);
      nodes.get(2).start();
      nodes.get(3).start();
      nodes.forEach(Node::awaitReady);
      awaitDelivered(cluster, MESSAGES / 4);
      cancel(cluster);
      awaitDelivered(cluster, MESSAGES / 2);

      nodes.get(1).kill();
      cluster.ledger().inTheWindow(heldByTheDead(cluster));

      await().atMost(PATIENCE).until(() -> cluster.queue().without("busy").isEmpty());
      cluster.assertBalanced();
      assertThat(cluster.world().bounces()).hasSize(MESSAGES / 100);
      assertThat(cluster.queue().recipients()).hasSize(BUSY - CANCELLED);
    }
  }

  /** One in five is refused once, one in fifty always for now, and one in a hundred for good. */
  private static String domain(int number) {
    if (number % 100 == 0) {
      return "never.example";
    }
    if (number % 50 == 1) {
      return "busy.example";
    }
    return (number % 5 == 2 ? "later" : "ok") + number % 40 + ".example";
  }

  private static void queueBacklog(Cluster cluster) {
    Clock clock = Clock.systemUTC();
    QueueIdGenerator ids = new QueueIdGenerator(clock, "0e57");
    try (QueueStore store =
        new QueueStore(cluster.database(), QueueStoreSettings.defaults(), ids, clock)) {
      DirectQueueing queueing =
          new DirectQueueing(store.collections(), store.files(), store.signals());
      IntStream.range(0, MESSAGES)
          .parallel()
          .forEach(number -> queue(cluster, queueing, ids, clock, number));
    }
  }

  private static void queue(
      Cluster cluster, DirectQueueing queueing, QueueIdGenerator ids, Clock clock, int number) {
    List<String> recipients = cluster.recipients(1, domain(number));
    QueueId id = ids.next();
    byte[] message =
        ("From: <alice@example.com>\r\nSubject: number " + number + "\r\n\r\nHello\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    try {
      queueing.add(
          id,
          NewMessage.of(RawMessage.parse(ByteSource.of(message)), "alice@example.com", recipients),
          List.of(
              NewDelivery.to(
                  "default", recipients.get(0), clock.instant(), DeliveryTarget.mxOfDomain())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cluster.ledger().accepted(recipients);
  }

  /**
   * The deliveries that the killed node had in work: those whose lease nobody renews or ends. All
   * that it may have sent the final dot of is among them.
   */
  private static List<String> heldByTheDead(Cluster cluster) {
    Map<String, Object> held = cluster.queue().held();
    Duration renewed = Cluster.LEASE.dividedBy(2);
    await().pollDelay(renewed).until(() -> true);
    Map<String, Object> later = cluster.queue().held();
    return held.entrySet().stream()
        .filter(entry -> entry.getValue().equals(later.get(entry.getKey())))
        .map(Map.Entry::getKey)
        .collect(Collectors.toList());
  }

  /** Some of those who are always busy. */
  private static void cancel(Cluster cluster) {
    List<String> recipients =
        cluster.queue().recipients().stream()
            .filter(recipient -> recipient.endsWith("@busy.example"))
            .limit(CANCELLED)
            .toList();
    recipients.forEach(cluster.queue()::cancel);
    cluster.ledger().cancelled(recipients);
  }

  private static void awaitDelivered(Cluster cluster, int number) {
    await().atMost(PATIENCE).until(() -> cluster.world().count() >= number);
  }
}
