package email.wildduck.james.queue.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.queue.CrashAt;
import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.TestIntake;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.TakenEntry;
import email.wildduck.james.queue.zone.Deferral;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** Two nodes on one queue, what they hold in their memory, and the model beside them. */
final class QueueWorld {
  private static final List<String> ADDRESSES = List.of("a@x.org", "b@y.org", "c@x.org");
  private static final List<QueuePoint> PAUSES =
      List.of(
          QueuePoint.FAIL_WRITTEN,
          QueuePoint.REPORT_CLAIMED,
          QueuePoint.REPORT_FILE_WRITTEN,
          QueuePoint.REPORT_COMMITTED,
          QueuePoint.REPORT_OTHERS_DELETED);
  private static final Duration LEASE_AND_MORE = Duration.ofSeconds(31);

  private final MutableClock clock = new MutableClock(Instant.now());
  private final QueueModel model = new QueueModel();
  private final QueueIdGenerator door = new QueueIdGenerator(clock, "d00f");
  private final MongoDatabase database;
  private final MongoCollection<Document> deliveries;
  private final List<Memory> nodes = new ArrayList<>();

  QueueWorld(MongoDatabase database) {
    this.database = database;
    this.deliveries = database.getCollection("zone-queue");
    for (int i = 0; i < 2; i++) {
      nodes.add(new Memory(new QueueNode(database, clock, "000" + i)));
    }
  }

  /** What a process forgets when it is killed. */
  private record Memory(QueueNode node, List<TakenEntry> spool, List<TakenDelivery> taken) {
    Memory(QueueNode node) {
      this(node, new ArrayList<>(), new ArrayList<>());
    }
  }

  void run(Step step) {
    Memory memory = nodes.get(step.node());
    step.crash().ifPresent(memory.node.crash::crashAt);
    try {
      run(step, memory);
      memory.node.crash.stop();
    } catch (CrashAt.Crash e) {
      nodes.set(step.node(), new Memory(new QueueNode(database, clock, "000" + step.node())));
    }
  }

  private void run(Step step, Memory memory) {
    switch (step.kind()) {
      case ACCEPT, ACCEPT_GIVEN -> accept(memory, step);
      case TAKE_SPOOL -> memory.node.store.take(QueueNode.SPOOL).ifPresent(memory.spool::add);
      case TAKE_SPOOL_OVER -> takeSpoolOver(memory);
      case HAND_OVER -> handOver(memory, step.number());
      case HAND_OVER_GIVEN -> handOverGiven(memory, step.number());
      case HAND_OVER_CUT -> {
        memory.node.crash.crashAfter(step.number() % 6);
        handOverGiven(memory, step.number());
      }
      case HAND_OVER_WITH_PAUSE -> handOverWithPause(memory, step);
      case LATE_WRITE -> memory.node.store.lateWrites().now();
      case RETRY_SPOOL ->
          pick(memory.spool, step.number())
              .ifPresent(entry -> memory.node.store.work().retry(entry.lease(), clock.instant()));
      case TAKE -> take(memory, 1 + step.number() % 4);
      case FINISH -> pick(memory.taken, step.number()).ifPresent(taken -> finish(memory, taken));
      case DEFER ->
          pick(memory.taken, step.number()).ifPresent(taken -> defer(memory, taken, step.number()));
      case FAIL -> pick(memory.taken, step.number()).ifPresent(taken -> memory.node.fail(taken));
      case FAIL_WITH_PAUSE -> failWithPause(memory, step);
      case REPORT -> {
        memory.node.sweeper.sweep();
        readReports(memory);
      }
      case WAIT -> clock.advance(Duration.ofSeconds(step.number() * 3L));
      case RENEW -> memory.node.store.leases().renewAll();
      case SWEEP -> memory.node.sweeper.sweep();
      case CANCEL -> pick(new ArrayList<>(model.known()), step.number()).ifPresent(this::cancel);
    }
  }

  /** Everybody does what is left to do, and then nothing may be left. */
  void drain() {
    for (int round = 0; round < 12; round++) {
      clock.advance(Duration.ofMinutes(11));
      for (Memory memory : nodes) {
        memory.node.sweeper.sweep();
        // first what was taken long ago, which must not do anything any more
        while (!memory.spool.isEmpty()) {
          handOver(memory, 0);
        }
        List.copyOf(memory.taken).forEach(taken -> finish(memory, taken));
        memory.taken.clear();
        Optional<TakenEntry> spool = memory.node.store.take(QueueNode.SPOOL);
        while (spool.isPresent()) {
          memory.spool.add(spool.get());
          handOver(memory, 0);
          spool = memory.node.store.take(QueueNode.SPOOL);
        }
        readReports(memory);
        take(memory, 100);
        List.copyOf(memory.taken).forEach(taken -> finish(memory, taken));
        memory.taken.clear();
      }
    }
    model.assertNothingLost();
    assertThat(deliveries.find()).as("nothing is stuck").isEmpty();
    clock.advance(Duration.ofHours(2));
    nodes.get(0).node.sweeper.sweep();
    assertThat(database.getCollection("mail.files").find()).as("no file is left").isEmpty();
    assertThat(database.getCollection("mail.chunks").find()).as("no body is left").isEmpty();
  }

  private void accept(Memory memory, Step step) {
    QueueId id = door.next();
    List<String> to = ADDRESSES.subList(0, 1 + step.number() % ADDRESSES.size());
    model.offered(id, to);
    if (step.crash().equals(Optional.of(QueuePoint.ACCEPT_FILE_WRITTEN))) {
      model.refused(id);
    }
    if (step.kind() == Step.Kind.ACCEPT_GIVEN) {
      memory.node.acceptGiven(id, to, memory.spool::add);
    } else {
      assertThat(memory.node.accept(id, to)).isEqualTo(id);
    }
    model.accepted(id);
  }

  private void handOver(Memory memory, int number) {
    pick(memory.spool, number)
        .ifPresent(
            spool -> {
              List<String> recipients = model.recipientsOf(idOf(spool));
              if (hasAllFields(idOf(spool))) {
                memory.node.handOverAsAccepted(spool, recipients);
              } else {
                memory.node.handOver(spool, recipients);
              }
            });
  }

  /** Half of the messages leave as they were accepted, at each hand-over. */
  private static boolean hasAllFields(QueueId id) {
    return id.asString().hashCode() % 2 == 0;
  }

  private void handOverGiven(Memory memory, int number) {
    TestIntake intake = memory.node.intake;
    intake.open(1 + number % 2);
    handOver(memory, number);
    intake.open(0);
    memory.taken.addAll(intake.given);
    intake.given.clear();
  }

  private void handOverWithPause(Memory memory, Step step) {
    Runnable meanwhile = () -> whileItIsPaused(nodes.get(1 - step.node()), step.number());
    if (step.number() % 2 == 0) {
      memory.node.crash.pauseAt(QueuePoint.HAND_OVER_HEADERS_WRITTEN, meanwhile);
    } else {
      memory.node.crash.pauseAfter(step.number() % 6, meanwhile);
    }
    handOver(memory, step.number());
  }

  /** Either one that is late itself wakes up, or the lease ends and the other takes over. */
  private void whileItIsPaused(Memory other, int number) {
    if (number % 3 != 0) {
      takeSpoolOver(other);
    }
    while (!other.spool.isEmpty()) {
      handOver(other, 0);
    }
    take(other, 10);
    if (number % 4 != 0) {
      List.copyOf(other.taken).forEach(taken -> finish(other, taken));
      other.taken.clear();
    }
  }

  private void takeSpoolOver(Memory memory) {
    clock.advance(LEASE_AND_MORE);
    memory.node.sweeper.sweep();
    memory.node.store.take(QueueNode.SPOOL).ifPresent(memory.spool::add);
  }

  private void take(Memory memory, int most) {
    for (TakenDelivery taken : memory.node.sending.take(TakeRequest.of("default", most))) {
      memory.taken.add(taken);
      try {
        assertThat(memory.node.store.load(taken.delivery().id()).data().text("messageId"))
            .contains(hasAllFields(taken.delivery().id()) ? "<accepted@x>" : "<routed@x>");
      } catch (BrokenEntryException e) {
        throw new AssertionError("a delivery without its message", e);
      }
    }
  }

  private void failWithPause(Memory memory, Step step) {
    Memory other = nodes.get(1 - step.node());
    memory.node.crash.pauseAt(
        PAUSES.get(step.number() % PAUSES.size()),
        () -> {
          clock.advance(LEASE_AND_MORE);
          other.node.sweeper.sweep();
          readReports(other);
        });
    pick(memory.taken, step.number()).ifPresent(taken -> memory.node.fail(taken));
  }

  private void readReports(Memory memory) {
    for (String report : memory.node.takeReports()) {
      for (String failed : report.split(" ")) {
        String[] parts = failed.split("/");
        model.reported(QueueId.of(parts[0]), parts[1]);
      }
    }
  }

  private void finish(Memory memory, TakenDelivery taken) {
    boolean ended;
    boolean hasFile =
        database
                .getCollection("mail.files")
                .countDocuments(new Document("filename", "message " + taken.delivery().id()))
            > 0;
    try {
      ended = memory.node.sending.finish(taken);
    } catch (CrashAt.Crash e) {
      // it is gone from the queue, which is what counts
      model.delivered(taken.delivery().id(), taken.delivery().recipient());
      throw e;
    }
    if (ended) {
      assertThat(hasFile).as("the file was there until the last delivery ended").isTrue();
      model.delivered(taken.delivery().id(), taken.delivery().recipient());
    }
  }

  private void defer(Memory memory, TakenDelivery taken, int number) {
    Instant next = clock.instant().plusSeconds(number * 10L);
    memory.node.sending.defer(taken, Deferral.until(next, "mx", "450 4.2.0 later"));
  }

  /** As WildDuck does it. */
  private void cancel(QueueId id) {
    Document ofMessage = new Document("id", id.asString());
    deliveries.deleteMany(new Document(ofMessage).append("locked", false));
    if (deliveries.countDocuments(ofMessage) > 0) {
      model.perhapsCancelled(id);
      return;
    }
    model.cancelled(id);
    database.getCollection("mail.files").deleteMany(new Document("filename", "message " + id));
  }

  private static QueueId idOf(TakenEntry spool) {
    try {
      return spool.entry().id();
    } catch (BrokenEntryException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> Optional<T> pick(List<T> list, int number) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.remove(number % list.size()));
  }
}
