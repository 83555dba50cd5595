package email.wildduck.james.queue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueueStoreTest {
  private static final String ZONE = "james:test";

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T12:00:00Z"));
  private FailingDatabase failing;
  private QueueStore store;
  private QueueStore other;

  @BeforeEach
  void startTwoNodes() {
    failing = new FailingDatabase(mongo.database());
    store =
        new QueueStore(
            failing.database(), QueueDatabase.SETTINGS, new QueueIdGenerator(clock, "0001"), clock);
    other = mongo.store(clock);
  }

  @Test
  void deliveryIsTakenOnceWhenTwoNodesAsk() throws Exception {
    add();
    assertThat(store.take(ZONE)).isPresent();
    assertThat(other.take(ZONE)).isEmpty();
    assertThat(other.releaseExpired(ZONE)).isZero();
  }

  @Test
  void lockOfZoneMtaIsSetWhenADeliveryIsTaken() throws Exception {
    add();
    store.take(ZONE);
    Document taken = mongo.deliveries().find().first();
    assertThat(taken.getBoolean("locked")).isTrue();
    assertThat(taken.getString("assigned")).isEqualTo("wildduck-james");
    assertThat(taken.getLong("lockTime")).isEqualTo(clock.millis());
  }

  @Test
  void deliveryIsTakenOverWhenItsLeaseHasRunOut() throws Exception {
    QueueId id = add();
    TakenEntry lost = store.take(ZONE).orElseThrow();
    clock.advance(Duration.ofSeconds(31));

    assertThat(other.releaseExpired(ZONE)).isEqualTo(1);
    TakenEntry takenOver = other.take(ZONE).orElseThrow();

    assertThat(store.work().finish(lost.lease(), id)).isFalse();
    assertThat(store.work().retry(lost.lease(), clock.instant())).isFalse();
    assertThat(store.work().setAside(lost.lease(), "late")).isFalse();
    assertThat(other.contents().size(ZONE)).isEqualTo(1);
    assertThat(other.work().finish(takenOver.lease(), id)).isTrue();
  }

  @Test
  void manyAreGivenBackAsFarAsTheyAreStillOurs() throws Exception {
    add();
    add();
    add();
    List<TakenEntry> taken = store.take(ZONE, 3);
    List<Lease> leases = taken.stream().map(TakenEntry::lease).collect(Collectors.toList());
    Document lost = new Document("_id", leases.get(1).documentId());
    Document others = new Document("lease.token", "of another node");
    mongo.deliveries().updateOne(lost, new Document("$set", others));

    store.work().release(ZONE, leases);

    assertThat(other.take(ZONE, 3)).hasSize(2);
    assertThat(mongo.deliveries().find(lost).first().getEmbedded(List.of("lease", "token"), ""))
        .isEqualTo("of another node");
    assertThat(leases).noneMatch(lease -> store.leases().surelyHolds(lease));
    assertThat(mongo.files().countDocuments()).isEqualTo(3);
  }

  @Test
  void deliveryStaysWithItsOwnerWhenTheLeaseIsRenewed() throws Exception {
    QueueId id = add();
    TakenEntry taken = store.take(ZONE).orElseThrow();
    clock.advance(Duration.ofSeconds(20));
    store.renewLeases();
    clock.advance(Duration.ofSeconds(20));

    assertThat(other.releaseExpired(ZONE)).isZero();
    assertThat(store.work().finish(taken.lease(), id)).isTrue();
  }

  @Test
  void leaseIsNotRenewedWhenAnotherNodeHasTakenOver() throws Exception {
    add();
    store.take(ZONE);
    clock.advance(Duration.ofSeconds(31));
    other.releaseExpired(ZONE);
    other.take(ZONE);
    Document before = mongo.deliveries().find().first();
    clock.advance(Duration.ofSeconds(1));
    store.renewLeases();
    assertThat(mongo.deliveries().find().first()).isEqualTo(before);
  }

  @Test
  void documentIsLeftAloneWhenZoneMtaHasLockedIt() throws Exception {
    add();
    Document lock =
        new Document("locked", true).append("assigned", "zonemta").append("lockTime", 1);
    mongo.deliveries().updateOne(new Document(), new Document("$set", lock));
    clock.advance(Duration.ofDays(1));
    assertThat(store.releaseExpired(ZONE)).isZero();
    assertThat(store.take(ZONE)).isEmpty();
    assertThat(store.contents().removeIf(ZONE, any -> true)).isZero();
  }

  @Test
  void documentIsLeftAloneWhenAnotherInstanceIsAssigned() throws Exception {
    add();
    mongo
        .deliveries()
        .updateOne(new Document(), new Document("$set", new Document("assigned", "zonemta")));
    assertThat(store.take(ZONE)).isEmpty();
  }

  @Test
  void fileIsDeletedWithTheLastDeliveryOfAMessage() throws Exception {
    QueueId id = add();
    Document second = new Document(mongo.deliveries().find().first());
    second.remove("_id");
    mongo.deliveries().insertOne(second.append("seq", "002"));

    assertThat(store.work().finish(store.take(ZONE).orElseThrow().lease(), id)).isTrue();
    assertThat(mongo.files().countDocuments()).isEqualTo(1);
    assertThat(store.work().finish(store.take(ZONE).orElseThrow().lease(), id)).isTrue();
    assertThat(mongo.files().countDocuments()).isZero();
    assertThat(mongo.chunks().countDocuments()).isZero();
  }

  @Test
  void finishIsMadeUpForWhenTheDatabaseIsBack() throws Exception {
    QueueId id = add();
    TakenEntry taken = store.take(ZONE).orElseThrow();
    failing.fail("zone-queue.deleteOne");
    store.work().finish(taken.lease(), id);
    clock.advance(Duration.ofSeconds(20));
    store.renewLeases();
    assertThat(mongo.deliveries().countDocuments()).isEqualTo(1);

    failing.recover();
    clock.advance(Duration.ofSeconds(20));
    store.renewLeases();
    assertThat(mongo.deliveries().countDocuments()).isZero();
    assertThat(mongo.files().countDocuments()).isZero();
  }

  @Test
  void nothingCanBeTakenWhenTheDocumentCouldNotBeWritten() {
    failing.fail("zone-queue.insertOne");
    assertThatThrownBy(this::add).isInstanceOf(TemporaryFailureException.class);
    assertThat(mongo.deliveries().countDocuments()).isZero();
    assertThat(other.take(ZONE)).isEmpty();
  }

  @Test
  void aMessageThatMayHaveBeenInsertedIsWithdrawnWhenTheDatabaseIsBack() {
    failing.loseAnswer("zone-queue.insertOne");
    failing.fail("zone-queue.deleteOne");
    assertThatThrownBy(this::addGiven).isInstanceOf(TemporaryFailureException.class);
    store.renewLeases();
    assertThat(mongo.deliveries().countDocuments()).isEqualTo(1);

    failing.recover();
    clock.advance(Duration.ofSeconds(10));
    assertThat(other.releaseExpired(ZONE)).isZero();
    store.renewLeases();

    assertThat(mongo.deliveries().countDocuments()).isZero();
    assertThat(other.take(ZONE)).isEmpty();
  }

  @Test
  void nothingIsLeftWhenTheFileCouldNotBeWritten() {
    failing.fail("mail.files.insertOne");
    assertThatThrownBy(this::add).isInstanceOf(TemporaryFailureException.class);
    assertThat(mongo.deliveries().countDocuments()).isZero();
    assertThat(mongo.files().countDocuments()).isZero();
    assertThat(mongo.chunks().countDocuments()).isZero();
  }

  @Test
  void bodyIsWrittenWhileItIsRead() throws Exception {
    int size = 20 * 1024 * 1024;
    AtomicInteger mostAhead = new AtomicInteger();
    ByteSource body = generated(size, read -> note(mostAhead, read));

    QueueId id =
        store.add(
            NewMessage.of(RawMessage.of(header().headers(), body), "", List.of("a@b.c")),
            NewDelivery.of(ZONE, "a@b.c", clock.instant(), new Document()));

    assertThat(mostAhead.get()).isLessThan(2 * 1024 * 1024);
    try (InputStream stored = store.load(id).body().open();
        InputStream expected = generated(size, read -> {}).open()) {
      assertThat(stored).hasSameContentAs(expected);
    }
  }

  @Test
  void readingFailsWhenAChunkIsMissing() throws Exception {
    QueueId id =
        store.add(
            NewMessage.of(
                RawMessage.of(header().headers(), generated(600 * 1024, read -> {})),
                "",
                List.of("a@b.c")),
            NewDelivery.of(ZONE, "a@b.c", clock.instant(), new Document()));
    mongo.chunks().deleteOne(new Document("n", 1));
    try (InputStream stored = other.load(id).body().open()) {
      assertThatThrownBy(stored::readAllBytes).isInstanceOf(IncompleteBodyException.class);
    }
  }

  private void note(AtomicInteger mostAhead, int read) {
    long stored = mongo.chunks().countDocuments() * 255 * 1024;
    mostAhead.accumulateAndGet((int) (read - stored), Math::max);
  }

  private QueueId add() throws IOException {
    return store.add(
        NewMessage.of(header(), "a@example.com", List.of("b@example.com")),
        NewDelivery.of(ZONE, "b@example.com", clock.instant(), new Document()));
  }

  private void addGiven() throws IOException {
    ArrivalPlace place =
        new ArrivalPlace() {
          @Override
          public void give(TakenEntry entry) {}

          @Override
          public void cancel() {}
        };
    store.add(
        NewMessage.of(header(), "a@example.com", List.of("b@example.com")),
        NewDelivery.of(ZONE, "b@example.com", clock.instant(), new Document()),
        atHand -> Optional.of(place));
  }

  private static RawMessage header() throws IOException {
    return RawMessage.parse(
        ByteSource.of("Subject: x\r\n\r\nbody".getBytes(StandardCharsets.US_ASCII)));
  }

  /** Bytes that exist only while they are read, in steps of 64 KiB. */
  private static ByteSource generated(int size, java.util.function.IntConsumer progress) {
    return new ByteSource() {
      @Override
      public InputStream open() {
        return new InputStream() {
          private int position;

          @Override
          public int read() {
            return position == size ? -1 : (position++ * 31 >> 3) & 0xff;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            if (position % (256 * 1024) == 0) {
              progress.accept(position);
            }
            int count = Math.min(Math.min(length, 64 * 1024), size - position);
            for (int i = 0; i < count; i++) {
              bytes[offset + i] = (byte) read();
            }
            return count == 0 ? -1 : count;
          }
        };
      }

      @Override
      public long size() {
        return size;
      }
    };
  }
}
