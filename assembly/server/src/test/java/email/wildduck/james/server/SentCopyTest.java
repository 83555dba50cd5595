package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import email.wildduck.james.core.api.ReceivedUpload;
import email.wildduck.james.core.api.ScriptedApi;
import email.wildduck.james.embedded.client.SmtpAnswer;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.server.demo.DemoData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies for Sent folders and audits, from a mail program to WildDuck's API and data. */
class SentCopyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TOKEN = "token-of-the-api";

  @TempDir private static Path folder;
  private static TestServer server;
  private static ScriptedApi api;
  private static ObjectId sentFolder;

  @BeforeAll
  static void start() throws Exception {
    api = ScriptedApi.start(() -> server.database());
    api.require(TOKEN);
    server =
        TestServer.start(
            folder,
            SmtpSink.builder(),
            home ->
                home.replace(
                    "wildduck.xml",
                    "</wildduck>",
                    "<api><url>"
                        + api.url()
                        + "</url><accessToken>"
                        + TOKEN
                        + "</accessToken></api></wildduck>"));
    ObjectId alice = userId("alice");
    sentFolder = api.giveSentFolder(alice);
    users().updateOne(Filters.eq("_id", alice), Updates.set("uploadSentMessages", true));
    users().updateOne(Filters.eq("_id", userId("bob")), Updates.set("uploadSentMessages", false));
  }

  @AfterAll
  static void stop() {
    server.close();
    api.close();
  }

  @Test
  void theCopyIsTheMessageAsItIsSentWithoutItsSignature() throws Exception {
    String id = send("alice", DemoData.ALICE_PASSWORD, DemoData.ALICE, "copy@example.net");

    ReceivedUpload upload = uploadOf(id);
    String sent = text(received("copy@example.net"));
    assertThat(sent).startsWith("DKIM-Signature: ");
    assertThat(upload.body())
        .isEqualTo(
            "Return-Path: "
                + DemoData.ALICE
                + "\r\n"
                + sent.replaceFirst("(?s)^DKIM-Signature: .*?\r\n(?![ \t])", ""));
    assertThat(upload.body()).contains("id " + id).doesNotContain("Bcc");
    assertThat(upload.mailbox()).isEqualTo(sentFolder);
  }

  @Test
  void theCopyIsLinkedWithTheIdThatTheMailProgramWasTold() throws Exception {
    String id = send("alice", DemoData.ALICE_PASSWORD, DemoData.ALICE, "link@example.net");

    await().atMost(PATIENCE).until(() -> messages(id).size() == 1);
    Document meta = messages(id).get(0).get("meta", Document.class);
    assertThat(meta.getString("from")).isEqualTo(DemoData.ALICE);
    assertThat(meta.getList("to", String.class)).containsExactly("link@example.net");
    assertThat(meta.getString("transtype")).isEqualTo("ESMTPSA");
    assertThat(meta.getString("transhost")).isEqualTo("client.example.net");
  }

  @Test
  void deliveryDoesNotWaitForTheApi() throws Exception {
    api.holdNextUpload();
    String id = send("alice", DemoData.ALICE_PASSWORD, DemoData.ALICE, "first@example.net");

    assertThat(received("first@example.net").mailFrom()).isEqualTo(DemoData.ALICE);
    assertThat(messages(id)).isEmpty();

    api.release();
    await().atMost(PATIENCE).until(() -> messages(id).size() == 1);
  }

  @Test
  void aUserWhoWantsNoCopiesGetsNone() throws Exception {
    String id = send("bob", DemoData.BOB_PASSWORD, DemoData.BOB, "none@example.net");

    received("none@example.net");
    assertThat(waiting(id)).isZero();
    assertThat(api.uploads()).noneMatch(upload -> upload.body().contains(id));
  }

  @Test
  void anAuditHasItsCopyWhenTheMessageIsDelivered() throws Exception {
    ObjectId audit = new ObjectId();
    server
        .database()
        .getCollection("audits")
        .insertOne(
            new Document("_id", audit)
                .append("user", userId("bob"))
                .append("expires", Date.from(Instant.now().plusSeconds(3600)))
                .append("deleted", false)
                .append("audited", 0));
    // the server may have read a moment ago that there was none
    await().pollDelay(Duration.ofMillis(1100)).until(() -> true);

    String id = send("bob", DemoData.BOB_PASSWORD, DemoData.BOB, "audit@example.net");
    received("audit@example.net");

    Document file =
        server
            .database()
            .getCollection("audit.files")
            .find(Filters.eq("metadata.audit", audit))
            .first();
    Document info = file.get("metadata", Document.class).get("info", Document.class);
    assertThat(info.getString("queueId")).isEqualTo(id);
    assertThat(info.getList("to", String.class)).containsExactly("audit@example.net");
  }

  @Test
  void theHealthOfTheApiIsAskedOfWebadmin() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "http://127.0.0.1:"
                                + server.ports().webadmin()
                                + "/healthcheck/checks/WildDuck%20API"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(answer.body()).contains("\"status\":\"healthy\"");
  }

  /** Sends a message, and gives the queue id of the reply. */
  private static String send(String user, String password, String from, String recipient)
      throws IOException {
    try (SmtpClient client = server.connectTls()) {
      assertThat(client.authPlain(user, password).code()).isEqualTo(235);
      client.command("MAIL FROM:<" + from + ">");
      client.command("RCPT TO:<" + recipient + ">");
      SmtpAnswer answer =
          client.data(
              ("From: <"
                      + from
                      + ">\r\nBcc: x@example.org\r\nSubject: \u00e9\u00ff\r\n\r\n\u00e9\r\n")
                  .getBytes(ISO_8859_1));
      assertThat(answer.code()).isEqualTo(250);
      return answer.text().replaceFirst(".* ", "");
    }
  }

  private static ReceivedUpload uploadOf(String id) {
    await()
        .atMost(PATIENCE)
        .until(() -> api.uploads().stream().anyMatch(upload -> upload.body().contains(id)));
    return api.uploads().stream()
        .filter(upload -> upload.body().contains(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<Document> messages(String id) {
    return server
        .database()
        .getCollection("messages")
        .find(Filters.eq("outbound", id))
        .into(new ArrayList<>());
  }

  private static long waiting(String id) {
    return server
        .database()
        .getCollection("wildduckjames.sent.files")
        .countDocuments(Filters.eq("filename", id));
  }

  private static MongoCollection<Document> users() {
    return server.database().getCollection("users");
  }

  private static ObjectId userId(String username) {
    return users().find(Filters.eq("username", username)).first().getObjectId("_id");
  }

  private static ReceivedMail received(String recipient) throws Exception {
    return server.sink().awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
  }

  private static String text(ReceivedMail mail) throws IOException {
    return new String(mail.content().bytes(), ISO_8859_1);
  }
}
