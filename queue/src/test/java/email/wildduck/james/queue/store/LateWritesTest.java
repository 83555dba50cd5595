package email.wildduck.james.queue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Updates;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.queue.QueueDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LateWritesTest {
  private static final String CALL = "zone-queue.bulkWrite";

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final List<LateWrites> open = new ArrayList<>();
  private FailingDatabase failing;

  @BeforeEach
  void open() {
    failing = new FailingDatabase(mongo.database());
  }

  @AfterEach
  void close() {
    failing.recover();
    open.forEach(LateWrites::close);
  }

  @Test
  void changesAreWrittenByThemselvesAndNotBeforeTheirTime() {
    LateWrites late = late(Duration.ofMillis(300));
    late.start();
    long begin = System.nanoTime();
    late.later(held("first"), note("one"));
    late.later(held("second"), note("two"));

    await().until(() -> noteOf("first") != null && noteOf("second") != null);
    assertThat(System.nanoTime() - begin).isGreaterThan(Duration.ofMillis(299).toNanos());
    assertThat(noteOf("first")).isEqualTo("one");
    assertThat(noteOf("second")).isEqualTo("two");

    late.later(held("third"), note("three"));
    await().until(() -> noteOf("third") != null);
  }

  @Test
  void nothingIsWrittenByItselfBeforeTheStart() {
    LateWrites late = late(Duration.ofMillis(1));
    late.later(held("first"), note("one"));
    await().during(Duration.ofMillis(100)).until(() -> noteOf("first") == null);

    late.start();
    await().until(() -> noteOf("first") != null);
  }

  @Test
  void whatIsForgottenIsNotWritten() {
    LateWrites late = late(Duration.ofHours(1));
    Lease lease = held("first");
    late.later(lease, note("one"));
    late.forget(lease);
    late.now();

    assertThat(noteOf("first")).isNull();
  }

  @Test
  void onlyWhatIsAskedForIsWrittenAtOnce() {
    LateWrites late = late(Duration.ofHours(1));
    Lease first = held("first");
    late.later(first, note("one"));
    late.later(held("second"), note("two"));
    late.now(List.of(first, held("third")));

    assertThat(noteOf("first")).isEqualTo("one");
    assertThat(noteOf("second")).isNull();
  }

  @Test
  void changeHasNoEffectWhenTheLeaseWasLost() {
    LateWrites late = late(Duration.ofHours(1));
    late.later(held("first"), note("one"));
    late.later(held("second"), note("two"));
    mongo
        .deliveries()
        .updateOne(new Document("_id", "first"), Updates.set(ZoneFields.LEASE_TOKEN, "another"));
    late.now();

    assertThat(noteOf("first")).isNull();
    assertThat(noteOf("second")).isEqualTo("two");
  }

  @Test
  void changesAreWrittenWhenTheDatabaseIsBack() {
    failing.fail(CALL);
    LateWrites late = late(Duration.ofMillis(1));
    Lease lease = held("first");
    late.later(lease, note("one"));
    assertThatThrownBy(() -> late.now(List.of(lease)))
        .isInstanceOf(TemporaryFailureException.class);
    late.start();
    await().during(Duration.ofMillis(200)).until(() -> noteOf("first") == null);

    failing.recover();
    await().until(() -> noteOf("first") != null);
  }

  @Test
  void whatIsLeftIsWrittenAtTheEnd() {
    LateWrites late = late(Duration.ofHours(1));
    late.start();
    for (int i = 0; i < 1_200; i++) {
      late.later(held("d" + i), note("note"));
    }
    late.close();

    assertThat(mongo.deliveries().countDocuments(new Document("note", "note"))).isEqualTo(1_200);
  }

  @Test
  void endIsQuietWhenTheDatabaseIsAway() {
    LateWrites late = late(Duration.ofHours(1));
    late.later(held("first"), note("one"));
    failing.fail(CALL);
    late.close();

    assertThat(noteOf("first")).isNull();
  }

  private LateWrites late(Duration delay) {
    LateWrites late =
        new LateWrites(
            QueueCollections.of(
                failing.database(),
                QueueDatabase.SETTINGS.withLateWrites(delay),
                Clock.systemUTC(),
                QueueHooks.none()));
    open.add(late);
    return late;
  }

  private Lease held(String id) {
    Document delivery =
        new Document("_id", id)
            .append(ZoneFields.ID, id)
            .append(ZoneFields.LEASE, new Document("token", "token-" + id));
    if (mongo.deliveries().countDocuments(new Document("_id", id)) == 0) {
      mongo.deliveries().insertOne(delivery);
    }
    return Lease.of("default", "token-" + id, delivery);
  }

  private static Bson note(String text) {
    return Updates.set("note", text);
  }

  private Object noteOf(String id) {
    return mongo.deliveries().find(new Document("_id", id)).first().get("note");
  }
}
