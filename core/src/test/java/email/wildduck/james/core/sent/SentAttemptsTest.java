package email.wildduck.james.core.sent;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import email.wildduck.james.core.Vectors;
import email.wildduck.james.core.api.ReceivedUpload;
import email.wildduck.james.core.submission.SubmittedMessage;
import email.wildduck.james.core.submission.TestSubmissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentAttemptsTest {
  private static final String ID = "1a20922255b000ab2b";

  private final SentFixture fixture = new SentFixture();
  private final SubmittedMessage message = TestSubmissions.of(ID, fixture.user);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theCopyIsReturnPathAndMessageInTheSentFolder() throws Exception {
    SentFixture.Node node = fixture.node("");
    node.copies.accept(message);

    assertThat(node.attempt()).isTrue();

    ReceivedUpload upload = fixture.api.uploads().get(0);
    assertThat(upload.body())
        .isEqualTo("Return-Path: alice@example.com\r\n" + TestSubmissions.TEXT);
    assertThat(upload.mailbox()).isEqualTo(fixture.mailbox);
    assertThat(upload.query())
        .containsEntry("unseen", "false")
        .containsEntry("date", TestSubmissions.TIME.toString())
        .containsEntry("sess", "sess1")
        .containsEntry("ip", "203.0.113.5");
    assertThat(fixture.jobs()).isZero();
    assertThat(fixture.chunks()).isZero();
    assertThat(node.attempt()).isFalse();
  }

  @Test
  void theStoredMessageIsLinkedAndHasTheFactsOfTheOriginal() throws Exception {
    SentFixture.Node node = fixture.node("");
    node.copies.accept(message);
    assertThat(node.attempt()).isTrue();

    Document original =
        Document.parse(Vectors.file("sent-copy.json").path("sent").get(0).toString());
    Document stored = fixture.message();
    assertThat(stored.getList("outbound", String.class))
        .isEqualTo(original.getList("outbound", String.class));
    Set<String> facts = original.get("meta", Document.class).keySet();
    Document meta = stored.get("meta", Document.class);
    assertThat(meta.keySet()).containsAll(facts);
    assertThat(meta.get("to")).isEqualTo(original.get("meta", Document.class).get("to"));
    assertThat(meta.get("queueId")).isEqualTo(ID);
    assertThat(meta.get("source")).isEqualTo("SMTP");
    assertThat(meta.getDate("time")).isEqualTo(Date.from(TestSubmissions.TIME));
  }

  @Test
  void aMessageOfManyChunksArrivesWhole() throws Exception {
    String text = TestSubmissions.TEXT + "0123456789abcde\n".repeat(100_000);
    SentFixture.Node node = fixture.node("");
    node.copies.accept(TestSubmissions.of(ID, fixture.user, text));

    assertThat(node.attempt()).isTrue();

    assertThat(fixture.api.uploads().get(0).body())
        .isEqualTo("Return-Path: alice@example.com\r\n" + text);
  }

  @Test
  void theSameMessageTwiceMakesOneCopy() throws Exception {
    SentFixture.Node node = fixture.node("");
    node.copies.accept(message);
    node.copies.accept(message);

    assertThat(fixture.jobs()).isEqualTo(1);
    assertThat(node.attempt()).isTrue();
    assertThat(node.attempt()).isFalse();
    assertThat(fixture.api.uploads()).hasSize(1);
    assertThat(fixture.chunks()).isZero();
  }

  @Test
  void aMessageThatComesAgainAfterItsCopyWasStoredMakesNoSecondOne() throws Exception {
    SentFixture.Node node = fixture.node("");
    node.copies.accept(message);
    assertThat(node.attempt()).isTrue();

    node.copies.accept(message);
    assertThat(node.attempt()).isTrue();

    assertThat(fixture.api.uploads()).hasSize(1);
    assertThat(fixture.jobs()).isZero();
  }

  @Test
  void aCopyWhoseAnswerWasLostIsFoundAndNotStoredAgain() throws Exception {
    SentFixture.Node node = fixture.node("");
    node.copies.accept(message);
    fixture.api.loseAnswerOfNextUpload();
    assertThat(node.attempt()).isTrue();
    assertThat(fixture.jobs()).isEqualTo(1);

    fixture.clock.set(fixture.due().toInstant());
    assertThat(node.attempt()).isTrue();

    assertThat(fixture.api.uploads()).hasSize(1);
    assertThat(fixture.message().getList("outbound", String.class)).containsExactly(ID);
    assertThat(fixture.jobs()).isZero();
  }

  @Test
  void aCopyWhoseWorkerDiedIsTakenOverWhenItsLeaseEnds() throws Exception {
    SentFixture.Node lost = fixture.node("");
    SentFixture.Node other = fixture.node("");
    lost.copies.accept(message);
    assertThat(lost.jobs.take(fixture.clock.instant())).isPresent();

    assertThat(other.attempt()).isFalse();
    fixture.clock.advance(Duration.ofMinutes(1));
    assertThat(other.attempt()).isTrue();

    assertThat(fixture.api.uploads()).hasSize(1);
    assertThat(fixture.jobs()).isZero();
  }

  @Test
  void aWorkerThatLostItsLeaseChangesNothingAnyMore() throws Exception {
    SentFixture.Node paused = fixture.node("");
    paused.copies.accept(message);
    SentJob job = paused.jobs.take(fixture.clock.instant()).orElseThrow();
    fixture.clock.advance(Duration.ofMinutes(1));
    assertThat(fixture.node("").jobs.take(fixture.clock.instant())).isPresent();
    Date due = fixture.due();

    paused.jobs.finish(job);
    paused.jobs.retry(job, Instant.EPOCH, "x");
    paused.jobs.setAside(job, Instant.EPOCH, "x");

    assertThat(fixture.jobs()).isEqualTo(1);
    assertThat(fixture.due()).isEqualTo(due);
  }

  @Test
  void failuresAreTriedAgainAfterLongerAndLongerWaits() throws Exception {
    SentFixture.Node node = fixture.node("");
    node.copies.accept(message);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      fixture.api.answerNextUpload(500, "{\"error\":\"x\",\"code\":\"InternalDatabaseError\"}");
      assertThat(node.attempt()).isTrue();
      waits.add(Duration.between(fixture.clock.instant(), fixture.due().toInstant()).toSeconds());
      assertThat(node.attempt()).isFalse();
      fixture.clock.set(fixture.due().toInstant());
    }
    assertThat(waits).containsExactly(10L, 30L, 60L, 300L, 900L, 3600L, 3600L);

    assertThat(node.attempt()).isTrue();
    assertThat(fixture.api.uploads()).hasSize(1);
    assertThat(fixture.jobs()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | {\"error\":\"bad\",\"code\":\"InputValidationError\"}",
        "400 | {\"error\":\"User is over quota\",\"code\":\"OverQuotaError\"}",
        "403 | {\"error\":\"User account is disabled\",\"code\":\"UserDisabled\"}",
        "404 | {\"error\":\"This user does not exist\",\"code\":\"UserNotFound\"}"
      })
  void whatWildDuckWillNeverStoreIsNotTriedAgain(int status, String answer) throws Exception {
    SentFixture.Node node = fixture.node("");
    node.copies.accept(message);
    fixture.api.answerNextUpload(status, answer);

    assertThat(node.attempt()).isTrue();

    assertThat(fixture.jobs()).isZero();
    assertThat(fixture.chunks()).isZero();
    assertThat(fixture.api.uploads()).isEmpty();
  }

  @Test
  void aWrongTokenLosesNoCopy() throws Exception {
    SentFixture.Node node = fixture.node("");
    node.copies.accept(message);
    fixture.api.require("another");
    assertThat(node.attempt()).isTrue();

    assertThat(fixture.jobs()).isEqualTo(1);
    assertThat(fixture.job().get("metadata", Document.class).getString("failure"))
        .contains("InvalidToken");
  }

  @Test
  void aSentFolderThatWasMadeAnewIsLookedUpAgainAtOnce() throws Exception {
    SentFixture.Node node = fixture.node("");
    node.copies.accept(message);
    assertThat(node.attempt()).isTrue();
    ObjectId newFolder = fixture.api.giveSentFolder(fixture.user);

    node.copies.accept(TestSubmissions.of("1a20922255b000ab2c", fixture.user));
    assertThat(node.attempt()).isTrue();

    assertThat(fixture.api.uploads())
        .extracting(ReceivedUpload::mailbox)
        .containsExactly(fixture.mailbox, newFolder);
  }

  @Test
  void aUserWithoutASentFolderGetsNoCopy() throws Exception {
    ObjectId nobody = new ObjectId();
    fixture.store("users", new Document("_id", nobody).append("uploadSentMessages", true));
    SentFixture.Node node = fixture.node("");
    node.copies.accept(TestSubmissions.of(ID, nobody));

    assertThat(node.attempt()).isTrue();

    assertThat(fixture.jobs()).isZero();
    assertThat(fixture.api.uploads()).isEmpty();
  }

  @Test
  void aCopyThatIsTooOldIsSetAsideAndDeletedAfterAnotherSuchTime() throws Exception {
    SentFixture.Node node = fixture.node("<giveUpAfter>1d</giveUpAfter>");
    node.copies.accept(message);
    fixture.clock.advance(Duration.ofDays(2));
    fixture.api.answerNextUpload(500, "");
    assertThat(node.attempt()).isTrue();

    assertThat(node.attempt()).isFalse();
    assertThat(node.jobs.waiting()).isZero();
    assertThat(fixture.jobs()).isEqualTo(1);

    node.jobs.deleteSetAside(fixture.clock.instant());
    assertThat(fixture.jobs()).isEqualTo(1);
    node.jobs.deleteSetAside(fixture.clock.instant().plusSeconds(1));
    assertThat(fixture.jobs()).isZero();
    assertThat(fixture.chunks()).isZero();
  }

  @Test
  void aCopyThatWasSetAsideIsStoredWhenAnAdministratorMakesItDue() throws Exception {
    SentFixture.Node node = fixture.node("<giveUpAfter>1d</giveUpAfter>");
    node.copies.accept(message);
    fixture.clock.advance(Duration.ofDays(2));
    fixture.api.answerNextUpload(500, "");
    assertThat(node.attempt()).isTrue();

    fixture
        .mongo
        .database()
        .getCollection(SentFixture.BUCKET + ".files")
        .updateMany(
            Filters.exists("metadata.setAside"),
            Updates.combine(
                Updates.set("metadata.due", Date.from(Instant.EPOCH)),
                Updates.unset("metadata.setAside")));

    assertThat(node.attempt()).isTrue();
    assertThat(fixture.api.uploads()).hasSize(1);
  }

  @Test
  void aCopyThatTheMailProgramSavedItselfIsLinkedAndNotStoredAgain() throws Exception {
    SentFixture.Node node = fixture.node("<skipExisting>true</skipExisting>");
    fixture.store("messages", savedByClient());
    node.copies.accept(message);
    assertThat(node.attempt()).isFalse();
    fixture.clock.advance(Duration.ofSeconds(15));

    assertThat(node.attempt()).isTrue();

    assertThat(fixture.api.uploads()).isEmpty();
    assertThat(fixture.message().getList("outbound", String.class)).containsExactly(ID);
    assertThat(fixture.message().get("meta", Document.class).getString("source")).isEqualTo("IMAP");
    assertThat(fixture.jobs()).isZero();
  }

  @Test
  void aCopyThatTheMailProgramSavedIsNotLookedForByDefault() throws Exception {
    SentFixture.Node node = fixture.node("");
    fixture.store("messages", savedByClient());
    node.copies.accept(message);

    assertThat(node.attempt()).isTrue();

    assertThat(fixture.api.uploads()).hasSize(1);
  }

  @Test
  void contentsThatNeverBecameACopyAreSwept() throws Exception {
    SentFixture.Node node = fixture.node("");
    node.copies.accept(message);
    ObjectId begun = new ObjectId(Date.from(Instant.parse("2026-01-01T00:00:00Z")));
    fixture.store(SentFixture.BUCKET + ".chunks", new Document("files_id", begun).append("n", 0));
    fixture.store(SentFixture.BUCKET + ".chunks", new Document("files_id", begun).append("n", 1));
    assertThat(fixture.chunks()).isEqualTo(3);

    assertThat(node.jobs.deleteOrphans(Instant.now().plusSeconds(3600))).isEqualTo(1);

    assertThat(fixture.chunks()).isEqualTo(1);
    assertThat(node.attempt()).isTrue();
  }

  private Document savedByClient() {
    return new Document("user", fixture.user)
        .append("mailbox", fixture.mailbox)
        .append("uid", 7)
        .append("undeleted", true)
        .append("meta", new Document("source", "IMAP"))
        .append(
            "headers",
            List.of(
                new Document("key", "message-id").append("value", "<one@example.com>"),
                new Document("key", "subject").append("value", "p\u00e4ev")));
  }
}
