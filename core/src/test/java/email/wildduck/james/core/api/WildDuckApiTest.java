package email.wildduck.james.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoException;
import email.wildduck.james.core.TestConfiguration;
import email.wildduck.james.core.TestMongo;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.embedded.port.FreePorts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildDuckApiTest {
  private static final Instant DATE = Instant.parse("2026-11-23T15:59:22.498Z");

  private final TestMongo mongo = TestMongo.start();
  private final ObjectId user = new ObjectId();
  private ScriptedApi server;

  @BeforeEach
  void start() throws IOException {
    server = ScriptedApi.start(mongo.database());
  }

  @AfterEach
  void stop() {
    server.close();
    mongo.close();
  }

  @Test
  void theSentFolderIsTheMailboxWithThatSpecialUse() {
    ObjectId mailbox = server.giveSentFolder(user);

    assertThat(api("").sentMailbox(user)).contains(mailbox);
  }

  @Test
  void aUserWithoutASentFolderHasNone() {
    assertThat(api("").sentMailbox(user)).isEmpty();
  }

  @Test
  void aMessageIsUploadedByteForByteWithWhatIsKnownAboutIt() {
    ObjectId mailbox = server.giveSentFolder(user);
    byte[] bytes =
        "Subject: \u00e9\u00ff\r\n\r\nbody \u0000 \u0080".getBytes(StandardCharsets.ISO_8859_1);
    Document metaData = new Document("queueId", "1a2b").append("from", "a+b&c=\u00fc@example.com");

    long uid =
        api("")
            .upload(
                user,
                mailbox,
                new Upload(ByteSource.of(bytes), DATE, metaData, "s1", "2001:db8::1"));

    ReceivedUpload upload = server.uploads().get(0);
    assertThat(uid).isEqualTo(upload.uid());
    assertThat(upload.body()).isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1));
    assertThat(upload.headers())
        .containsEntry("Content-Type", "message/rfc822")
        .containsEntry("Content-Length", String.valueOf(bytes.length))
        .doesNotContainKey("X-Access-Token");
    assertThat(upload.query())
        .containsEntry("unseen", "false")
        .containsEntry("date", "2026-11-23T15:59:22.498Z")
        .containsEntry("sess", "s1")
        .containsEntry("ip", "2001:db8::1");
    assertThat(Document.parse(upload.query().get("metaData"))).isEqualTo(metaData);
  }

  @ParameterizedTest
  @CsvSource({"fe80::1%eth0", "client.example.com", "''", "[192.0.2.1]"})
  void anAddressThatWildDuckWouldRefuseIsLeftOut(String address) {
    ObjectId mailbox = server.giveSentFolder(user);

    long uid =
        api("")
            .upload(
                user,
                mailbox,
                new Upload(ByteSource.of(new byte[] {'x'}), DATE, new Document(), "", address));

    assertThat(uid).isPositive();
    assertThat(server.uploads().get(0).query()).doesNotContainKeys("ip", "sess");
  }

  @Test
  void theUrlMayHaveAPathAndTheTokenIsSent() {
    server.require("secret-token");
    ObjectId mailbox = server.giveSentFolder(user);

    WildDuckApi api =
        new WildDuckApi(
            TestConfiguration.of(
                    "<api><url>"
                        + server.url()
                        + "/wd/api/</url><accessToken>secret-token</accessToken></api>")
                .api());

    assertThat(api.sentMailbox(user)).contains(mailbox);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | {\"error\":\"bad\",\"code\":\"InputValidationError\"} | REFUSED",
        "400 | {\"error\":\"Empty message provided\",\"code\":\"EmptyMessage\"} | REFUSED",
        "400 | {\"error\":\"User is over quota\",\"code\":\"OverQuotaError\"} | OVER_QUOTA",
        "403 | {\"error\":\"User account is disabled\",\"code\":\"UserDisabled\"} | REFUSED",
        "404 | {\"error\":\"This user does not exist\",\"code\":\"UserNotFound\"} | REFUSED",
        "404 | {\"error\":\"This mailbox does not exist\",\"code\":\"NoSuchMailbox\"} | NO_SUCH_MAILBOX",
        "500 | {\"error\":\"Mailbox is missing\",\"code\":\"TRYCREATE\"} | NO_SUCH_MAILBOX",
        "403 | {\"code\":\"InvalidToken\",\"message\":\"Invalid accessToken value\"} | MISCONFIGURED",
        "403 | {\"error\":\"Not enough privileges\",\"code\":\"MissingPrivileges\"} | MISCONFIGURED",
        "404 | {\"code\":\"ResourceNotFound\",\"message\":\"/x does not exist\"} | MISCONFIGURED",
        "302 | `` | MISCONFIGURED",
        "413 | `` | REFUSED",
        "429 | {\"error\":\"slow down\"} | UNAVAILABLE",
        "500 | {\"error\":\"MongoDB Error\",\"code\":\"InternalDatabaseError\"} | UNAVAILABLE",
        "502 | <html>Bad gateway</html> | UNAVAILABLE",
        "200 | {\"success\":false,\"error\":\"no\"} | UNAVAILABLE",
        "200 | <html>Welcome</html> | MISCONFIGURED",
        "200 | {\"success\":true} | NO_ANSWER",
      })
  void eachErrorSaysWhetherTheSameMaySucceedLater(int status, String body, ApiFailure expected) {
    ObjectId mailbox = server.giveSentFolder(user);
    server.answerNextUpload(status, body);

    assertThat(failureOfUpload(api(""), mailbox).failure()).isEqualTo(expected);
  }

  @Test
  void theMessageOfAFailureSaysWhatWildDuckSaidAndNotTheToken() {
    server.require("right");
    ApiException failure =
        catchThrowableOfType(
            ApiException.class,
            () -> api("<accessToken>wrong-secret</accessToken>").sentMailbox(user));

    assertThat(failure)
        .hasMessage("WildDuck's API answered 403 InvalidToken: Invalid accessToken value");
    assertThat(failure.failure()).isEqualTo(ApiFailure.MISCONFIGURED);
  }

  @Test
  void nobodyListeningIsKnownNotToHaveStoredAnything() {
    int port = FreePorts.take();
    WildDuckApi api =
        new WildDuckApi(
            TestConfiguration.of("<api><url>http://127.0.0.1:" + port + "</url></api>").api());

    ApiException failure = catchThrowableOfType(ApiException.class, () -> api.sentMailbox(user));

    assertThat(failure.failure()).isEqualTo(ApiFailure.UNAVAILABLE);
  }

  @Test
  void aLostAnswerLeavesOpenWhetherTheMessageWasStored() {
    ObjectId mailbox = server.giveSentFolder(user);
    server.loseAnswerOfNextUpload();

    assertThat(failureOfUpload(api(""), mailbox).failure()).isEqualTo(ApiFailure.NO_ANSWER);
    assertThat(server.uploads()).hasSize(1);
  }

  @Test
  void anAnswerThatTakesTooLongIsNotWaitedFor() {
    ObjectId mailbox = server.giveSentFolder(user);
    server.holdNextUpload();

    ApiException failure = failureOfUpload(api("<timeout>1s</timeout>"), mailbox);

    assertThat(failure.failure()).isEqualTo(ApiFailure.NO_ANSWER);
  }

  @Test
  void aMessageThatCannotBeReadToItsEndIsNotStored() {
    ObjectId mailbox = server.giveSentFolder(user);
    ByteSource broken =
        new ByteSource() {
          @Override
          public InputStream open() {
            return new SequenceInputStream(
                new ByteArrayInputStream(new byte[100_000]), new FailingInput());
          }

          @Override
          public long size() {
            return 200_000;
          }
        };

    ApiException failure =
        catchThrowableOfType(
            ApiException.class,
            () ->
                api("<timeout>5s</timeout>")
                    .upload(user, mailbox, new Upload(broken, DATE, new Document(), "", "")));

    assertThat(failure.failure().isPermanent()).isFalse();
    assertThat(server.uploads()).isEmpty();
  }

  @Test
  void theCheckSucceedsWithAGoodTokenAndFailsWithAnother() {
    server.require("right");

    api("<accessToken>right</accessToken>").check();

    ApiException failure =
        catchThrowableOfType(
            ApiException.class, () -> api("<accessToken>wrong</accessToken>").check());
    assertThat(failure.failure()).isEqualTo(ApiFailure.MISCONFIGURED);
  }

  private ApiException failureOfUpload(WildDuckApi api, ObjectId mailbox) {
    return catchThrowableOfType(
        ApiException.class,
        () ->
            api.upload(
                user,
                mailbox,
                new Upload(ByteSource.of(new byte[] {'x'}), DATE, new Document(), "", "")));
  }

  private WildDuckApi api(String settings) {
    return new WildDuckApi(
        TestConfiguration.of("<api><url>" + server.url() + "</url>" + settings + "</api>").api());
  }

  /** What the driver does when the database goes away. */
  private static final class FailingInput extends InputStream {
    @Override
    public int read() {
      throw new MongoException("away");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      throw new MongoException("away");
    }
  }
}
