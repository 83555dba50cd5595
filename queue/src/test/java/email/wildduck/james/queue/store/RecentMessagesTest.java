package email.wildduck.james.queue.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.queue.id.QueueId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class RecentMessagesTest {
  private static final int MIB = 1024 * 1024;
  private static final QueueId ID = QueueId.of("1a20922255b000ab2b");

  private long now;
  private final RecentMessages recent = new RecentMessages(4 * MIB, () -> now);

  @Test
  void messagesOfManyTimesTheLimitNeverTakeUpMore() {
    for (int i = 0; i < 1000; i++) {
      now += TimeUnit.SECONDS.toNanos(61);
      keep(100_000);
      assertThat(recent.size()).isLessThanOrEqualTo(4 * MIB);
    }
    assertThat(recent.size()).isGreaterThan(3 * MIB);
  }

  @Test
  void messageThatNobodyAsksForMakesRoom() {
    ObjectId asked = keep(100_000);
    ObjectId notAsked = keep(100_000);
    for (int i = 0; i < 60; i++) {
      now += TimeUnit.SECONDS.toNanos(40);
      keep(100_000);
      recent.of(asked);
    }
    assertThat(recent.of(asked)).isPresent();
    assertThat(recent.of(notAsked)).isEmpty();
  }

  @Test
  void inBacklogThoseThatCameFirstStay() {
    List<ObjectId> files =
        IntStream.range(0, 100).mapToObj(i -> keep(100_000)).collect(Collectors.toList());
    assertThat(recent.size()).isGreaterThan(3 * MIB);
    assertThat(files.subList(0, 30)).allMatch(file -> recent.of(file).isPresent());
    assertThat(files.subList(80, 100)).allMatch(file -> recent.of(file).isEmpty());
  }

  @Test
  void thereIsRoomUntilATenthIsLeft() {
    assertThat(recent.hasRoom()).isTrue();
    while (recent.size() < 4 * MIB / 10 * 9) {
      assertThat(recent.hasRoom()).isTrue();
      keep(100_000);
    }
    assertThat(recent.hasRoom()).isFalse();
    assertThat(new RecentMessages(0, () -> now).hasRoom()).isFalse();
  }

  @Test
  void messageIsNotKeptWhenItIsTooLong() {
    ObjectId file = keep(recent.longestBody() + 1);
    assertThat(recent.of(file)).isEmpty();
    assertThat(recent.size()).isZero();
  }

  @Test
  void nothingIsKeptWhenThereIsNoMemoryForIt() {
    RecentMessages none = new RecentMessages(0, () -> now);
    none.keep(new ObjectId(), message(0));
    assertThat(none.size()).isZero();
  }

  @Test
  void messageIsForgottenWhenItIsDropped() {
    ObjectId file = keep(10);
    recent.drop(List.of(file, new ObjectId()));
    assertThat(recent.of(file)).isEmpty();
    assertThat(recent.size()).isZero();
  }

  @Test
  void metadataAreThoseThatWereWritten() {
    MessageData accepted = recent.of(keep(10)).orElseThrow().accepted();
    assertThat(accepted.id().asString()).isEqualTo("1a20922255b000ab2b");
    assertThat(accepted.to()).containsExactly("a");
    assertThat(accepted.headers().first("Subject").map(HeaderField::value)).contains("x");
  }

  @Test
  void whatAMessageWasHandedOverWithIsFoundByItsIdUntilItIsForgotten() {
    ObjectId file = keep(10);
    MessageData data = recent.of(file).orElseThrow().accepted();
    recent.handedOver(ID, file, data, true);

    MessageFile found = recent.handedOver(ID).orElseThrow();
    assertThat(found.fileId()).isEqualTo(file);
    assertThat(found.data()).isSameAs(data);
    assertThat(found.isWithOneDelivery()).isTrue();
    recent.drop(List.of(file));
    assertThat(recent.handedOver(ID)).isEmpty();
  }

  @Test
  void whatAMessageWasHandedOverWithGoesWithTheMessage() {
    ObjectId file = keep(100_000);
    recent.handedOver(ID, file, recent.of(file).orElseThrow().accepted(), false);
    ObjectId notKept = new ObjectId();
    QueueId other = QueueId.of("1a20922255b000ab2c");
    recent.handedOver(other, notKept, recent.of(file).orElseThrow().accepted(), false);
    assertThat(recent.handedOver(other)).isEmpty();
    assertThat(recent.handedOver(ID)).isPresent();
    now += TimeUnit.SECONDS.toNanos(61);
    for (int i = 0; i < 60; i++) {
      keep(100_000);
    }
    assertThat(recent.handedOver(ID)).isEmpty();
  }

  private ObjectId keep(int length) {
    ObjectId file = new ObjectId();
    recent.keep(file, message(length));
    return file;
  }

  private static RecentMessage message(int length) {
    try {
      return RecentMessage.of(
          new Document("id", "1a20922255b000ab2b")
              .append("to", List.of("a"))
              .append(
                  "headers", List.of(new Document("key", "subject").append("line", "Subject: x"))),
          MongoClientSettings.getDefaultCodecRegistry().get(Document.class),
          Optional.of(new RecentBody(new byte[length], "")),
          length);
    } catch (BrokenEntryException e) {
      throw new AssertionError(e);
    }
  }
}
