package email.wildduck.james.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import email.wildduck.james.core.Vectors;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Plays the logins WildDuck was asked for, in their order, and compares the outcome, the counters
 * in Redis, the authentication log and what is written to the users.
 *
 * <p>Left out are the cases for other scopes than {@code smtp}: this server never asks for those,
 * and a scope {@code master} would be a way around second factors.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticationVectorsTest {
  private static final String FILE = "authentication.json";
  private static final String EXEMPT_IP = "198.51.100.7";

  private final AccountStores stores = new AccountStores();
  private final Set<String> foreignCounters = new HashSet<>();
  private Authenticator authenticator;

  @BeforeAll
  void storeTheUsersOfTheVectors() {
    AuthenticationVectorUsers.storeIn(stores);
    stores.redis().sadd("rl-wl", EXEMPT_IP);
    foreignCounters.addAll(counters().keySet());
    authenticator = stores.authenticator();
  }

  @AfterAll
  void stop() {
    stores.redis().srem("rl-wl", EXEMPT_IP);
    clearCounters();
    stores.close();
  }

  @TestFactory
  Stream<DynamicTest> loginsEndAsInWildDuck() {
    Stream<DynamicTest> logins =
        Vectors.cases(FILE, "cases")
            .filter(c -> c.path("scope").asText().equals("smtp"))
            .map(c -> dynamicTest(c.path("name").asText(), () -> play(c)));
    Stream<DynamicTest> entries =
        Vectors.cases(FILE, "authlogSamples")
            .filter(s -> s.path("requiredScope").asText().equals("smtp"))
            .map(s -> dynamicTest("log of " + s.path("_id").asText(), () -> checkEntry(s)));
    return Stream.of(logins, entries, Stream.of(dynamicTest("last login", this::checkLastLogin)))
        .flatMap(tests -> tests);
  }

  private void play(JsonNode c) {
    String name = c.path("name").asText();
    if (!continuesSequence(name)) {
      clearCounters();
    }
    long entriesBefore = stores.collection("authlog").countDocuments();

    AuthenticationOutcome outcome =
        authenticator.authenticate(
            LoginAttempt.of(
                c.path("username").asText(), c.path("password").asText(), c.path("ip").asText()));

    ExpectedOutcome.of(c).check(outcome);
    assertThat(counters()).isEqualTo(expectedCounters(c));
    assertThat(stores.collection("authlog").countDocuments() - entriesBefore)
        .as("authlogAdded")
        .isEqualTo(c.path("authlogAdded").asLong());
    if (c.has("rehash")) {
      checkRehash(c);
    }
  }

  private void checkRehash(JsonNode c) {
    ObjectId user = new ObjectId(c.path("outcome").path("userId").asText());
    String hash = stores.user(user).getString("password");
    String wanted = c.path("rehash").path("after").asText();
    assertThat(hash).startsWith(wanted.substring(0, wanted.indexOf('$', 20)));
    assertThat(stores.hashes.matches(c.path("password").asText(), hash)).isTrue();
  }

  private void checkEntry(JsonNode sample) {
    stores.journal.close();
    Document expected = Vectors.document(sample);
    byte[] key = Base64.getDecoder().decode(sample.path("key").asText());
    Document entry =
        stores
            .collection("authlog")
            .find(new Document("user", expected.getObjectId("user")).append("key", new Binary(key)))
            .first();
    assertThat(entry).isNotNull();
    assertThat(entry.keySet()).isEqualTo(expected.keySet());
    for (String same :
        Set.of(
            "protocol",
            "ip",
            "requiredScope",
            "result",
            "source",
            "asp",
            "aname",
            "require2fa",
            "action")) {
      assertThat(entry.get(same)).as(same).isEqualTo(expected.get(same));
    }
    assertThat(entry.getInteger("events"))
        .isEqualTo(expected.getInteger("events") - leftOut(sample));
    assertThat(Duration.between(date(entry, "created"), date(entry, "expires")))
        .isEqualTo(Duration.between(date(expected, "created"), date(expected, "expires")));
  }

  /** How many logins of another scope were added to this entry in WildDuck. */
  private static int leftOut(JsonNode sample) {
    return (int)
        Vectors.cases(FILE, "cases")
            .filter(c -> !c.path("scope").asText().equals("smtp"))
            .filter(c -> c.path("outcome").path("userId").equals(sample.path("user")))
            .filter(
                c ->
                    c.path("outcome").path("result").isObject()
                        == sample.path("result").asText().equals("success"))
            .count();
  }

  private void checkLastLogin() {
    Document expected = Vectors.document(Vectors.file(FILE).path("lastLoginSample"));
    ObjectId user = new ObjectId("5f0000000000000000000001");
    Document login = stores.user(user).get("lastLogin", Document.class);
    assertThat(login.keySet()).isEqualTo(expected.keySet());
    assertThat(login.getDate("time").toInstant()).isEqualTo(stores.clock.instant());
    assertThat(login.getString("ip")).isEqualTo(expected.getString("ip"));
    assertThat(
            stores
                .collection("authlog")
                .find(new Document("_id", login.getObjectId("authEvent")))
                .first())
        .containsEntry("user", user)
        .containsEntry("result", "success");
  }

  private Map<String, String> expectedCounters(JsonNode c) {
    Map<String, String> expected = new TreeMap<>();
    c.path("redisCounters")
        .properties()
        .forEach(e -> expected.put(e.getKey(), e.getValue().path("value").asText()));
    expected.keySet().forEach(key -> assertThat(stores.redis().ttl(key)).isBetween(110L, 120L));
    return expected;
  }

  private Map<String, String> counters() {
    Map<String, String> found = new TreeMap<>();
    KeyScanCursor<String> cursor =
        stores.redis().scan(ScanArgs.Builder.matches("auth_user:*").limit(100_000));
    cursor.getKeys().stream()
        .filter(key -> !foreignCounters.contains(key))
        .forEach(key -> found.put(key, stores.redis().get(key)));
    return found;
  }

  private void clearCounters() {
    counters().keySet().forEach(stores.redis()::del);
  }

  /** The original's counters were deleted between the cases, except within these. */
  private static boolean continuesSequence(String name) {
    return name.matches(
            "rate limit.*|unknown user rate limit.*|fail then success.*|success resets.*")
        && !name.endsWith(" 1");
  }

  private static Instant date(Document document, String field) {
    return document.getDate(field).toInstant();
  }
}
