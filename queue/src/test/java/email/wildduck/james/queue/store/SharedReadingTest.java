package email.wildduck.james.queue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.core.message.ByteSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedReadingTest {
  private final HeldMessages held = new HeldMessages();
  private final SharedReading reading = new SharedReading(held);
  private final ExecutorService threads = Executors.newFixedThreadPool(5);
  private final AtomicInteger read = new AtomicInteger();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void thoseWhoAskMeanwhileGetWhatTheFirstGets() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    List<Future<StoredMessage>> asked = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      held.hold("m");
      asked.add(
          threads.submit(
              () ->
                  reading.of(
                      lease("m"),
                      () -> {
                        awaitQuietly(mayEnd);
                        return message();
                      })));
    }
    await().until(() -> read.get() == 0 && asked.stream().noneMatch(Future::isDone));
    mayEnd.countDown();
    StoredMessage first = asked.get(0).get();
    for (Future<StoredMessage> each : asked) {
      assertThat(each.get()).isSameAs(first);
    }
    assertThat(read).hasValue(1);
  }

  @Test
  void aReadingThatFailsIsTriedAgain() throws Exception {
    held.hold("m");
    assertThatThrownBy(
            () ->
                reading.of(
                    lease("m"),
                    () -> {
                      throw new BrokenEntryException("unreadable");
                    }))
        .isInstanceOf(BrokenEntryException.class);
    assertThatThrownBy(
            () ->
                reading.of(
                    lease("m"),
                    () -> {
                      throw new IllegalStateException("away");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(reading.of(lease("m"), this::message)).isNotNull();
  }

  @Test
  void nothingIsKeptOfAMessageThatIsNotHeldAnyMore() throws Exception {
    held.hold("m");
    StoredMessage first = reading.of(lease("m"), this::message);
    held.left("m");
    StoredMessage unheld = reading.of(lease("m"), this::message);
    held.hold("m");
    assertThat(List.of(unheld, reading.of(lease("m"), this::message))).doesNotContain(first);
    assertThat(read).hasValue(3);
  }

  private StoredMessage message() throws BrokenEntryException {
    read.incrementAndGet();
    Document data =
        new Document("id", "1a20922255b000ab2b").append("headers", new ArrayList<Document>());
    return new StoredMessage(
        new MessageFile(new ObjectId(), 0, MessageData.of(data)),
        Optional::empty,
        ByteSource.of(new byte[0]));
  }

  private static Lease lease(String message) {
    return Lease.of("z", "t", new Document("_id", 1).append("id", message));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
