package email.wildduck.james.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoCollection;
import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.time.Duration;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final Duration MAX_AGE = Duration.ofSeconds(10);

  private final MutableClock clock = new MutableClock("2026-11-23T16:00:00Z");
  private TestMongo mongo;
  private MongoCollection<Document> collection;
  private Settings settings;

  @BeforeEach
  void start() {
    mongo = TestMongo.start();
    collection = mongo.database().getCollection("settings");
    settings = new Settings(mongo.database(), clock, MAX_AGE);
  }

  @AfterEach
  void stop() {
    mongo.close();
  }

  @Test
  void storedValuesAndDefaultsAreThoseOfWildDuck() {
    Vectors.cases("settings.json", "documents")
        .map(Vectors::document)
        .forEach(collection::insertOne);
    JsonNode values = Vectors.file("settings.json").path("values");
    assertThat(values).isNotEmpty();
    values
        .properties()
        .forEach(
            expected -> {
              SettingKey<?> key =
                  SettingKey.ALL.stream()
                      .filter(k -> k.name().equals(expected.getKey()))
                      .findFirst()
                      .orElseThrow();
              assertThat(settings.get(key))
                  .as(key.name())
                  .hasToString(expected.getValue().asText());
            });
  }

  @Test
  void changeIsSeenOnceTheCacheIsOld() {
    store("500");
    assertThat(settings.get(SettingKey.MAX_RECIPIENTS)).isEqualTo(500);
    store("600");
    assertThat(settings.get(SettingKey.MAX_RECIPIENTS)).isEqualTo(500);
    clock.advance(MAX_AGE);
    assertThat(settings.get(SettingKey.MAX_RECIPIENTS)).isEqualTo(600);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "false, 0", "12.0, 12", "'\"77\"', 77", "not json, 2000", "null, 2000"})
  void valuesOfEveryKindAreRead(String json, long expected) {
    store(json);
    assertThat(settings.get(SettingKey.MAX_RECIPIENTS)).isEqualTo(expected);
  }

  @Test
  void valueStoredAsNumberIsTakenAsItIs() {
    collection.insertOne(new Document("key", "const:max:recipients").append("value", 70));
    assertThat(settings.get(SettingKey.MAX_RECIPIENTS)).isEqualTo(70);
  }

  @Test
  void encryptedValueIsNotTakenForItsText() {
    collection.insertOne(
        new Document("key", "const:max:recipients")
            .append("value", "70")
            .append("encrypted", true));
    assertThat(settings.get(SettingKey.MAX_RECIPIENTS)).isEqualTo(2000);
  }

  @Test
  void databaseThatNeverAnsweredIsATemporaryFailure() {
    try (UnreachableMongo unreachable = new UnreachableMongo()) {
      Settings failing = new Settings(unreachable.database(), clock, MAX_AGE);
      assertThatThrownBy(() -> failing.get(SettingKey.MAX_RECIPIENTS))
          .isInstanceOf(TemporaryFailureException.class);
    }
  }

  private void store(String json) {
    collection.deleteMany(new Document());
    collection.insertOne(
        new Document("key", "const:max:recipients")
            .append("value", json)
            .append("encrypted", false)
            .append("enumerable", true));
  }
}
