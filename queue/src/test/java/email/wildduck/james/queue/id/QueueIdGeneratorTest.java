package email.wildduck.james.queue.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.queue.Vectors;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueueIdGeneratorTest {
  private static final Clock STOPPED =
      Clock.fixed(Instant.ofEpochMilli(1_700_000_000_000L), ZoneOffset.UTC);

  @Test
  void timePartIsThatOfTheVectors() {
    for (JsonNode vector : Vectors.read("queue-ids.json").get("getByTime")) {
      assertThat(QueueIdGenerator.timePart(vector.get("time").asLong(), vector.get("seq").asLong()))
          .as("%s", vector)
          .isEqualTo(vector.get("hex").asText());
    }
  }

  @Test
  void suffixIsThatOfTheVectorsWhenTheInstanceIsNumbered() {
    for (JsonNode vector : Vectors.read("queue-ids.json").get("constructor")) {
      String suffix = vector.get("suffix").asText();
      if (!suffix.startsWith("(")) {
        assertThat(QueueIdGenerator.suffixOf(vector.get("constructorId").asInt()))
            .isEqualTo(suffix);
      }
    }
  }

  @Test
  void sequenceIsThatOfTheVectors() {
    for (JsonNode vector : Vectors.read("queue-ids.json").get("deliverySeq")) {
      assertThat(DeliverySequence.format(vector.get("n").asInt()))
          .isEqualTo(vector.get("seq").asText());
    }
  }

  @Test
  void idsRunAheadOfTheClockWhenItStandsStill() {
    QueueIdGenerator ids = new QueueIdGenerator(STOPPED, "ab2b");
    assertThat(ids.next().asString()).isEqualTo("18bcfe56800000ab2b");
    assertThat(ids.next().asString()).isEqualTo("18bcfe56800001ab2b");
    IntStream.range(2, 4096).forEach(i -> ids.next());
    assertThat(ids.next().asString()).isEqualTo("18bcfe56801000ab2b");
  }

  @Test
  void idsAreDistinctWhenManyThreadsAskForThem() {
    QueueIdGenerator ids = new QueueIdGenerator(STOPPED, "0001");
    Set<QueueId> given = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 20_000).parallel().forEach(i -> given.add(ids.next()));
    assertThat(given).hasSize(20_000);
  }

  @Test
  void suffixIsRefusedWhenItHasAnotherForm() {
    assertThatThrownBy(() -> new QueueIdGenerator(STOPPED, "AB2B"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(QueueIdGenerator.randomSuffix(new SecureRandom())).matches("[0-9a-f]{4}");
  }

  @Test
  void idIsRefusedWhenWildDuckWouldNotAcceptIt() {
    assertThatThrownBy(() -> QueueId.of("1A20922255B000AB2B"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> QueueId.of("123")).isInstanceOf(IllegalArgumentException.class);
  }
}
