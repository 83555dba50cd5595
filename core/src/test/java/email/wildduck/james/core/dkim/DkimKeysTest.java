package email.wildduck.james.core.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.crypto.StoredSecret;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.embedded.MongoForTest;
import email.wildduck.james.embedded.TestStores;
import java.net.IDN;
import java.time.Duration;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DkimKeysTest {
  private static final String SECRET = "a secret cat";

  private static final Duration MAX_AGE = Duration.ofSeconds(5);

  private static MongoForTest mongo;
  private static MongoClient client;

  private final MutableClock clock = new MutableClock("2026-11-26T00:00:00Z");

  private MongoDatabase database;
  private MongoCollection<Document> stored;
  private DkimKeys keys;

  @BeforeAll
  static void openDatabase() {
    mongo = TestStores.newMongo();
    client = MongoClients.create(mongo.uri());
  }

  @AfterAll
  static void closeDatabase() {
    client.close();
    mongo.close();
  }

  @BeforeEach
  void storeTheDocumentsOfTheVectors() {
    database = client.getDatabase(mongo.databaseName());
    stored = database.getCollection("dkim");
    stored.deleteMany(new Document());
    Vectors.cases("dkim.json", "documents").map(Vectors::document).forEach(stored::insertOne);
    keys = keys(StoredSecret.of(SECRET));
  }

  static Stream<JsonNode> lookups() {
    return Vectors.cases("dkim.json", "lookups")
        .filter(lookup -> !lookup.get("domain").asText().equals("*"));
  }

  @ParameterizedTest
  @MethodSource("lookups")
  void aDomainHasTheKeyThatWildDuckFindsElseThatOfAnyDomain(JsonNode lookup) {
    String ascii = IDN.toASCII(lookup.get("normalized").asText());
    String selector = lookup.at("/result/selector").asText("any");

    assertThat(keys.find(lookup.get("domain").asText()))
        .hasValueSatisfying(
            key -> {
              assertThat(key.selector()).isEqualTo(selector);
              assertThat(key.domain()).isEqualTo(ascii);
            });
  }

  @ParameterizedTest
  @MethodSource("lookups")
  void withoutAKeyForAnyDomainTheFindingsAreWildDucks(JsonNode lookup) {
    stored.deleteOne(Filters.eq("domain", "*"));

    assertThat(keys.find(lookup.get("domain").asText()).map(DkimKey::selector).orElse(""))
        .isEqualTo(lookup.at("/result/selector").asText());
  }

  @Test
  void anEd25519KeyIsFoundToo() {
    assertThat(keys.find("ed.example").orElseThrow().algorithm()).isEqualTo("ed25519-sha256");
  }

  @Test
  void noKeyIsFoundForWhatNoSignatureCanName() {
    assertThat(keys.find("[192.0.2.1]")).isEmpty();
    assertThat(keys.find("")).isEmpty();
    assertThat(keys.find("*")).isEmpty();
    assertThat(keys.find("a b.example")).isEmpty();
    assertThat(keys.find("x".repeat(64) + ".example")).isEmpty();
  }

  @Test
  void aKeyInClearTextNeedsNoSecret() {
    set("privateKey", TestKeys.privateKey("wd1"));
    DkimKeys withoutSecret = keys(StoredSecret.withoutSecret());

    assertThat(withoutSecret.find("example.com")).isPresent();
  }

  @Test
  void aNewKeyIsUsedWithinSeconds() {
    assertThat(keys.find("example.com").orElseThrow().algorithm()).isEqualTo("rsa-sha256");

    set("privateKey", TestKeys.privateKey("ed"));
    clock.advance(MAX_AGE);

    assertThat(keys.find("example.com").orElseThrow().algorithm()).isEqualTo("ed25519-sha256");
  }

  @Test
  void aDeletedKeyIsNotUsedAnyMore() {
    assertThat(keys.find("example.com")).isPresent();

    stored.deleteMany(new Document());
    clock.advance(MAX_AGE);

    assertThat(keys.find("example.com")).isEmpty();
  }

  @Test
  void aDomainThatSendsMuchCostsOneLookupInSeconds() {
    assertThat(keys.find("example.com")).isPresent();
    assertThat(keys.find("nobody.example").map(DkimKey::selector)).hasValue("any");

    stored.deleteMany(new Document());
    clock.advance(MAX_AGE.minusMillis(1));

    assertThat(keys.find("EXAMPLE.com")).isPresent();
    assertThat(keys.find("nobody.example")).isPresent();
  }

  @Test
  void aClockThatIsSetBackDoesNotKeepAnOldKey() {
    assertThat(keys.find("example.com")).isPresent();

    stored.deleteMany(new Document());
    clock.advance(Duration.ofDays(-1));

    assertThat(keys.find("example.com")).isEmpty();
  }

  @Test
  void theKeyOfAnyDomainIsNoDomainsOwn() {
    assertThat(keys.findOwn("example.com").map(DkimKey::selector)).hasValue("wd1");
    assertThat(keys.findOwn("nobody.example")).isEmpty();
  }

  @Test
  void aKeyUnderAnotherSecretIsATemporaryFailureThatNamesIt() {
    DkimKeys other = keys(StoredSecret.of("another secret"));

    assertThatThrownBy(() -> other.find("example.com"))
        .isInstanceOfSatisfying(DkimKeyException.class, e -> assertThat(e.isTemporary()).isTrue())
        .hasMessageStartingWith("DKIM key wd1._domainkey.example.com: Failed to decrypt data.");
  }

  @Test
  void aBrokenKeyIsATemporaryFailureAndNotTheKeyOfAnyDomain() {
    set("privateKey", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

    assertThatThrownBy(() -> keys.find("example.com")).isInstanceOf(DkimKeyException.class);
  }

  @Test
  void aSelectorThatCouldAddTagsIsRefused() {
    set("selector", "x; l=0");

    assertThatThrownBy(() -> keys.find("example.com")).isInstanceOf(DkimKeyException.class);
  }

  @Test
  void aDocumentWithoutPrivateKeyIsATemporaryFailure() {
    stored.updateOne(Filters.eq("domain", "example.com"), Updates.unset("privateKey"));

    assertThatThrownBy(() -> keys.find("example.com")).isInstanceOf(DkimKeyException.class);
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsATemporaryFailure() {
    try (MongoClient nowhere =
        MongoClients.create("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100")) {
      DkimKeys unreachable =
          new DkimKeys(nowhere.getDatabase("x"), StoredSecret.withoutSecret(), clock, MAX_AGE);

      assertThatThrownBy(() -> unreachable.find("example.com"))
          .isInstanceOf(TemporaryFailureException.class)
          .isNotInstanceOf(DkimKeyException.class);
    }
  }

  private void set(String field, String value) {
    stored.updateOne(Filters.eq("domain", "example.com"), Updates.set(field, value));
  }

  private DkimKeys keys(StoredSecret secret) {
    return new DkimKeys(database, secret, clock, MAX_AGE);
  }
}
