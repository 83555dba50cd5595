package email.wildduck.james.queue.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class DeliveryDocumentIdTest {
  private static final QueueId ID = QueueId.of("1a20922255b000ab2b");

  @Test
  void itIsTheSameWhenItIsAskedForAgain() {
    assertThat(DeliveryDocumentId.of(ID, 1))
        .isEqualTo(DeliveryDocumentId.of(QueueId.of(ID.asString()), 1));
  }

  @Test
  void itsAgeIsThatOfTheQueueId() {
    Instant time = ID.time();
    assertThat(time).isEqualTo(Instant.ofEpochMilli(1795449562459L));
    assertThat(DeliveryDocumentId.of(ID, 7).getTimestamp()).isEqualTo((int) time.getEpochSecond());
  }

  @Test
  void itDiffersForEachDeliveryOfEachMessage() {
    QueueIdGenerator ids = new QueueIdGenerator(Clock.fixed(Instant.now(), ZoneOffset.UTC), "ffff");
    List<ObjectId> all = new ArrayList<>();
    for (int message = 0; message < 5000; message++) {
      QueueId id = ids.next();
      all.add(DeliveryDocumentId.of(id, 1));
      all.add(DeliveryDocumentId.of(id, 2));
    }
    all.add(DeliveryDocumentId.of(QueueId.of("1a20922255b000ab2c"), 1));
    all.add(DeliveryDocumentId.of(ID, 1));
    assertThat(new HashSet<>(all)).hasSameSizeAs(all);
    assertThat(all.subList(0, 10_000)).isSorted();
  }

  @Test
  void numberIsRefusedWhenItIsNone() {
    assertThatThrownBy(() -> DeliveryDocumentId.of(ID, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
