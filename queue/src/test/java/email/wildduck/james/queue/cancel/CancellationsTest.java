package email.wildduck.james.queue.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.admin.QueueActions;
import email.wildduck.james.queue.admin.Selection;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.zone.Deferral;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deliveries that wait and are gone, watched by the node that has left them. */
class CancellationsTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T12:00:00Z"));
  private final QueueIdGenerator ids = new QueueIdGenerator(clock, "00ab");
  private final Set<String> early = ConcurrentHashMap.newKeySet();
  private final List<String> cancelled = new ArrayList<>();

  /** What nodes share, as through Redis. */
  private final EarlyEndings endings =
      new EarlyEndings() {
        @Override
        public void note(String delivery) {
          early.add(delivery);
        }

        @Override
        public Set<String> all() {
          return Set.copyOf(early);
        }
      };

  private QueueNode node;
  private QueueNode other;
  private Cancellations watch;
  private Cancellations othersWatch;

  @BeforeEach
  void start() {
    mongo.store(clock);
    node = new QueueNode(mongo.database(), clock, "0001");
    other = new QueueNode(mongo.database(), clock, "0002");
    watch = watchOf(node);
    othersWatch = watchOf(other);
  }

  @AfterEach
  void stop() {
    node.store.close();
    other.store.close();
  }

  private Cancellations watchOf(QueueNode of) {
    return new Cancellations(
        of.collections, endings, delivery -> cancelled.add(delivery.recipient()));
  }

  /** A delivery that the node has deferred by five minutes. */
  private QueueId deferred() {
    List<String> recipient = List.of("b@one.example");
    QueueId id = node.accept(ids.next(), recipient);
    node.handOver(node.store.take(QueueNode.SPOOL).orElseThrow(), recipient);
    defer(node, watch, FIVE_MINUTES);
    return id;
  }

  private TakenDelivery take(QueueNode by) {
    return by.sending.take(TakeRequest.of("default", 1)).get(0);
  }

  private void defer(QueueNode by, Cancellations watchedBy, Duration delay) {
    TakenDelivery taken = take(by);
    Instant until = clock.instant().plus(delay);
    by.sending.defer(taken, Deferral.until(until, "mx", "450 later"));
    watchedBy.left(taken, until);
  }

  private void end(QueueNode by, Cancellations watchedBy) {
    TakenDelivery taken = take(by);
    watchedBy.ending(List.of(taken));
    by.sending.finish(taken);
  }

  /** As WildDuck does it. */
  private void cancel(QueueId id) {
    mongo.deliveries().deleteMany(new Document("id", id.asString()).append("locked", false));
  }

  @Test
  void whatItsOwnerCancelsIsToldOnce() {
    QueueId id = deferred();
    deferred();
    watch.check();
    assertThat(cancelled).isEmpty();
    cancel(id);

    watch.check();
    watch.check();

    assertThat(cancelled).containsExactly("b@one.example");
  }

  @Test
  void whatIsGoneAboutItsTimeMayHaveBeenDelivered() {
    deferred();
    clock.advance(FIVE_MINUTES);
    end(other, othersWatch);

    watch.check();

    assertThat(cancelled).isEmpty();
    assertThat(early).isEmpty();
  }

  @Test
  void whatThisNodeHasEndedIsNotCancelled() {
    QueueId id = deferred();
    new QueueActions(node.store).tryNow(Selection.message(id));
    end(node, watch);

    watch.check();

    assertThat(cancelled).isEmpty();
  }

  @Test
  void whatAnotherNodeHasEndedBeforeItsTimeIsNotCancelled() {
    QueueId id = deferred();
    new QueueActions(node.store).tryNow(Selection.message(id));
    end(other, othersWatch);

    watch.check();

    assertThat(early).hasSize(1);
    assertThat(cancelled).isEmpty();
  }

  @Test
  void whatWasBroughtForwardIsWatchedByWhoeverHasPutItBackThen() {
    QueueId id = deferred();
    new QueueActions(node.store).tryNow(Selection.message(id));
    defer(other, othersWatch, Duration.ofMinutes(2));
    watch.check();
    clock.advance(Duration.ofMinutes(2));
    end(other, othersWatch);

    watch.check();

    assertThat(early).isEmpty();
    assertThat(cancelled).isEmpty();
  }

  @Test
  void whatWaitsForALimitIsWatchedToo() {
    List<String> recipient = List.of("b@one.example");
    QueueId id = node.accept(ids.next(), recipient);
    node.handOver(node.store.take(QueueNode.SPOOL).orElseThrow(), recipient);
    TakenDelivery taken = take(node);
    Instant until = clock.instant().plus(FIVE_MINUTES);
    node.sending.postpone(taken, "the rate is reached", until);
    watch.left(taken, until);
    new QueueActions(node.store).tryNow(Selection.message(id));
    end(other, othersWatch);
    watch.check();
    assertThat(early).hasSize(1);
    assertThat(cancelled).isEmpty();
  }
}
