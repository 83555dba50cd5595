package email.wildduck.james.core.sent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.UnreachableMongo;
import email.wildduck.james.core.api.WildDuckApi;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.submission.SubmittedMessage;
import email.wildduck.james.core.submission.TestSubmissions;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashSet;
import java.util.Set;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentCopiesTest {
  private static final String ID = "1a20922255b000ab2b";

  private final SentFixture fixture = new SentFixture();
  private final SubmittedMessage message = TestSubmissions.of(ID, fixture.user);

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{uploadSentMessages: true} | true",
        "{uploadSentMessages: 1} | true",
        "{uploadSentMessages: false} | false",
        "{uploadSentMessages: null} | false",
        "{} | false",
        "{uploadSentMessages: true, quota: 100, storageUsed: 99} | true",
        "{uploadSentMessages: true, quota: 100, storageUsed: 100} | true",
        "{uploadSentMessages: true, quota: 100, storageUsed: 101} | false",
        "{uploadSentMessages: true, quota: 0, storageUsed: 101} | true",
        "{uploadSentMessages: true, quota: 100} | true"
      })
  void theUsersSettingAndQuotaDecide(String settings, boolean copied) throws Exception {
    ObjectId user = new ObjectId();
    fixture.store("users", Document.parse(settings).append("_id", user));
    SentFixture.Node node = fixture.node("");

    node.copies.accept(TestSubmissions.of(ID, user));

    assertThat(fixture.jobs()).isEqualTo(copied ? 1 : 0);
  }

  @Test
  void aUserWhoIsGoneGetsNoCopy() throws Exception {
    fixture.node("").copies.accept(TestSubmissions.of(ID, new ObjectId()));

    assertThat(fixture.jobs()).isZero();
  }

  @Test
  void whatIsOverQuotaCountsAsSkipped() throws Exception {
    fixture
        .mongo
        .database()
        .getCollection("users")
        .updateOne(
            Filters.eq("_id", fixture.user),
            new Document("$set", new Document("quota", 1).append("storageUsed", 2)));
    SentFixture.Node node = fixture.node("");

    node.copies.accept(message);

    assertThat(SentFixture.counted(node.registry, "skipped")).isEqualTo(1);
  }

  @Test
  void aCopyIsStoredInTheBackgroundAtOnce() throws Exception {
    SentFixture.Node node = fixture.node("");
    node.copies.start();
    try {
      node.copies.accept(message);

      await().until(() -> fixture.jobs() == 0);
      assertThat(fixture.api.uploads()).hasSize(1);
      await().until(() -> SentFixture.counted(node.registry, "stored") == 1);
    } finally {
      node.copies.close();
    }
  }

  @Test
  void whatWaitsAtAStopIsStoredAfterTheNextStart() throws Exception {
    SentFixture.Node first = fixture.node("");
    first.copies.accept(message);
    first.copies.close();
    assertThat(fixture.api.uploads()).isEmpty();

    SentFixture.Node second = fixture.node("");
    second.copies.start();
    try {
      await().until(() -> fixture.jobs() == 0);
    } finally {
      second.copies.close();
    }
    assertThat(fixture.api.uploads()).hasSize(1);
  }

  @Test
  void anAttemptThatIsUnderWayAtAStopComesToItsEnd() throws Exception {
    SentFixture.Node node = fixture.node("");
    node.copies.start();
    fixture.api.holdNextUpload();
    node.copies.accept(message);
    await().until(() -> fixture.api.uploads().size() == 1);

    fixture.api.release();
    node.copies.close();

    assertThat(fixture.jobs()).isZero();
    assertThat(fixture.api.uploads()).hasSize(1);
  }

  @Test
  void twoNodesOnOneBucketStoreEachCopyOnce() throws Exception {
    SentFixture.Node one = fixture.node("<workers>3</workers>");
    SentFixture.Node two = fixture.node("<workers>3</workers>");
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      String id = String.format("1a20922255b000%04x", i);
      ids.add(id);
      (i % 2 == 0 ? one : two).copies.accept(TestSubmissions.of(id, fixture.user));
    }
    one.copies.start();
    two.copies.start();
    try {
      await().until(() -> fixture.jobs() == 0);
    } finally {
      one.copies.close();
      two.copies.close();
    }
    assertThat(fixture.api.uploads())
        .extracting(upload -> Document.parse(upload.query().get("metaData")).getString("queueId"))
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(fixture.chunks()).isZero();
  }

  @Test
  void aDatabaseThatIsAwayIsATemporaryFailure() {
    WildDuckConfiguration configuration =
        TestConfiguration.of("<api><url>" + fixture.api.url() + "</url></api>");
    try (UnreachableMongo away = new UnreachableMongo()) {
      SentCopies copies =
          SentCopies.on(
              new SentDatabases(away.database(), away.database(), away.database(), away.database()),
              configuration.sent(),
              new WildDuckApi(configuration.api()),
              new PrometheusRegistry(),
              fixture.clock);

      assertThatThrownBy(() -> copies.accept(message))
          .isInstanceOf(TemporaryFailureException.class);
      assertThatThrownBy(copies::start).isInstanceOf(TemporaryFailureException.class);
    }
  }
}
