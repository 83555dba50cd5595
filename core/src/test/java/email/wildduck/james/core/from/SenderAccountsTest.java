package email.wildduck.james.core.from;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import email.wildduck.james.core.MutableClock;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.time.Duration;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SenderAccountsTest {
  private final TestMongo mongo = TestMongo.start();
  private final MutableClock clock = new MutableClock("2026-03-01T12:00:00Z");
  private final SenderAccounts accounts = new SenderAccounts(mongo.database(), clock);
  private final ObjectId alice = new ObjectId();

  @BeforeEach
  void store() {
    mongo
        .database()
        .getCollection("users")
        .insertOne(
            new Document("_id", alice)
                .append("username", "alice")
                .append("address", "alice@example.com"));
  }

  @AfterEach
  void close() {
    mongo.close();
  }

  private void rename(String address) {
    mongo
        .database()
        .getCollection("users")
        .updateOne(Filters.eq("_id", alice), Updates.set("address", address));
  }

  private static String address(Optional<SenderAccount> account) {
    return account.orElseThrow().address();
  }

  @Test
  void whatWasReadIsRecentForASecond() {
    assertThat(address(accounts.recent(alice))).isEqualTo("alice@example.com");
    rename("new@example.com");

    clock.advance(Duration.ofSeconds(1));
    assertThat(address(accounts.recent(alice))).isEqualTo("alice@example.com");
    clock.advance(Duration.ofMillis(1));
    assertThat(address(accounts.recent(alice))).isEqualTo("new@example.com");
  }

  @Test
  void findingReadsAndMakesRecentWhatItReads() {
    assertThat(address(accounts.find(alice))).isEqualTo("alice@example.com");
    rename("new@example.com");

    assertThat(address(accounts.find(alice))).isEqualTo("new@example.com");
    assertThat(address(accounts.recent(alice))).isEqualTo("new@example.com");
  }

  @Test
  void nothingIsRecentAfterTheClockWasPutBack() {
    assertThat(accounts.recent(alice)).isPresent();
    rename("new@example.com");

    clock.advance(Duration.ofMinutes(-1));
    assertThat(address(accounts.recent(alice))).isEqualTo("new@example.com");
  }

  @Test
  void aDatabaseThatIsAwayIsNotAUserWhoIsNotThere() {
    assertThat(accounts.find(new ObjectId())).isEmpty();
    try (UnreachableMongo away = new UnreachableMongo()) {
      SenderAccounts unknown = new SenderAccounts(away.database(), clock);
      assertThatThrownBy(() -> unknown.recent(alice)).isInstanceOf(TemporaryFailureException.class);
    }
  }
}
