package email.wildduck.james.delivery.suppress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecentSuppressionsTest {
  private static final String BOB = "Bob@Example.NET";

  private final TestMongo mongo = TestMongo.start();
  private final MongoCollection<Document> stored =
      mongo.database().getCollection("suppressionlist");
  private final SuppressionAdministration administration =
      new SuppressionAdministration(mongo.database(), Clock.systemUTC());
  private final AtomicLong now = new AtomicLong();
  private final RecentSuppressions recent = recent(3);

  @AfterEach
  void stop() {
    mongo.close();
  }

  @Test
  void addressesAndDomainsAreFoundInEveryForm() {
    administration.addAddress("bob@example.net");
    administration.addDomain("õu.example");

    assertThat(recent.find(BOB, "example.net")).isPresent();
    assertThat(recent.find("carol@xn--u-vga.example", "ÕU.example")).isPresent();
    assertThat(recent.find("carol@example.net", "example.net")).isEmpty();
    assertThat(recent.find("a@sub.xn--u-vga.example", "sub.xn--u-vga.example")).isEmpty();
  }

  @Test
  void changesOfOthersAreSeenAfterAFewSeconds() {
    assertThat(recent.find(BOB, "example.net")).isEmpty();
    SuppressedEntry entry = administration.addAddress(BOB);

    assertThat(recent.find(BOB, "example.net")).isEmpty();
    pass(RecentSuppressions.LOOK_AGAIN);
    assertThat(recent.find(BOB, "example.net")).isPresent();

    administration.remove(entry.id());
    assertThat(recent.find(BOB, "example.net")).isPresent();
    pass(RecentSuppressions.LOOK_AGAIN);
    assertThat(recent.find(BOB, "example.net")).isEmpty();
  }

  @Test
  void ownChangesAreSeenAtOnce() {
    assertThat(recent.find(BOB, "example.net")).isEmpty();
    administration.addAddress(BOB);

    recent.forget();

    assertThat(recent.find(BOB, "example.net")).isPresent();
  }

  @Test
  void anEntryThatWasChangedInItsPlaceIsSeenAfterAMinute() {
    administration.addAddress(BOB);
    assertThat(recent.find(BOB, "example.net")).isPresent();
    stored.updateOne(
        new Document(), new Document("$set", new Document("address", "carol@example.net")));

    pass(RecentSuppressions.LOOK_AGAIN);
    assertThat(recent.find(BOB, "example.net")).isPresent();
    pass(RecentSuppressions.READ_AGAIN);
    assertThat(recent.find(BOB, "example.net")).isEmpty();
  }

  @Test
  void aLargeListIsAskedEachTime() {
    for (int i = 0; i < 4; i++) {
      administration.addAddress("a" + i + "@example.net");
    }
    assertThat(recent.find("a3@example.net", "example.net")).isPresent();
    assertThat(recent.find(BOB, "example.net")).isEmpty();

    administration.addAddress(BOB);

    assertThat(recent.find(BOB, "example.net")).isPresent();
  }

  @Test
  void aListThatCannotBeReadIsATemporaryFailure() {
    try (UnreachableMongo away = new UnreachableMongo()) {
      RecentSuppressions unreadable = new RecentSuppressions(away.database(), 3, now::get);

      assertThatThrownBy(() -> unreadable.find(BOB, "example.net"))
          .isInstanceOf(TemporaryFailureException.class);
    }
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos() + 1);
  }

  private RecentSuppressions recent(int largest) {
    return new RecentSuppressions(mongo.database(), largest, now::get);
  }
}
