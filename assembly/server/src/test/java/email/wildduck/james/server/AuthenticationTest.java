package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import email.wildduck.james.core.password.PasswordHashes;
import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpAnswer;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.server.demo.DemoData;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, and what the others read. */
class AuthenticationTest {
  private static final Map<String, String> OURS =
      Map.of(
          "403 Authentication failed. Invalid scope",
          "535 5.7.8 You need to use an application specific password",
          "500 Invalid algo: \"\"",
          "454 4.7.0 Temporary authentication failure",
          "535 Authentication failed",
          "535 5.7.8 Authentication failed",
          "535 Invalid username or password",
          "535 5.7.8 Invalid username or password",
          "530 Error: authentication Required",
          "530 5.7.0 Authentication required",
          "235 Authentication successful",
          "235 2.7.0 Authentication successful");

  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(folder);
    addUsersOfTheTranscripts();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void authInClearTextIsRefusedAndNotAnnounced() throws Exception {
    try (SmtpClient client =
        SmtpClient.connect("127.0.0.1", server.ports().startTls(), Conversation.silent())) {
      assertThat(client.command("EHLO client.example.net").toString()).doesNotContain("AUTH");
      assertThat(client.authPlain(DemoData.ALICE, DemoData.ALICE_PASSWORD).toString())
          .isEqualTo("538 5.7.11 Encryption required, use STARTTLS first");
      assertThat(client.command("AUTH LOGIN").code()).isEqualTo(538);
      assertThat(client.command("MAIL FROM:<" + DemoData.ALICE + ">").code()).isEqualTo(530);
    }
  }

  @Test
  void mailWithoutAuthenticationIsRefused() throws Exception {
    try (SmtpClient client = server.connect()) {
      assertThat(client.command("MAIL FROM:<" + DemoData.ALICE + ">").toString())
          .isEqualTo("530 5.7.0 Authentication required");
    }
  }

  @Test
  void wrongPasswordsAndUnknownUsersGetTheSameReply() throws Exception {
    try (SmtpClient client = server.connect()) {
      SmtpAnswer wrong = client.authPlain(DemoData.BOB, "wrong");
      SmtpAnswer unknown = client.authPlain("nobody@example.com", "wrong");

      assertThat(wrong.toString()).isEqualTo("535 5.7.8 Authentication failed");
      assertThat(unknown).isEqualTo(wrong);
      assertThat(client.authPlain(DemoData.BOB, DemoData.BOB_PASSWORD).code()).isEqualTo(235);
    }
  }

  @Test
  void aDelegationWithoutPasswordIsRefused() throws Exception {
    try (SmtpClient client = server.connect()) {
      String token = Base64.getEncoder().encodeToString(DemoData.ALICE.getBytes(UTF_8));

      assertThat(client.command("AUTH PLAIN " + token).code()).isEqualTo(501);
      assertThat(client.command("MAIL FROM:<" + DemoData.ALICE + ">").code()).isEqualTo(530);
    }
  }

  @Test
  void mechanismsAreAnnouncedUnderTlsInOneLine() throws Exception {
    try (SmtpClient client = server.connect()) {
      assertThat(client.command("EHLO client.example.net").toString())
          .contains("AUTH LOGIN PLAIN")
          .doesNotContain("AUTH=");
    }
  }

  @Test
  void lineThatIsTooLongEndsTheExchange() throws Exception {
    try (SmtpClient client = server.connect()) {
      assertThat(client.command("AUTH LOGIN").code()).isEqualTo(334);
      assertThat(client.command("x".repeat(20_000)).code()).isEqualTo(500);
      assertThat(client.authPlain(DemoData.BOB, DemoData.BOB_PASSWORD).code()).isEqualTo(235);
    }
  }

  @Test
  void exchangeThatIsCancelledLeavesTheConnectionInOrder() throws Exception {
    try (SmtpClient client = server.connect()) {
      client.command("AUTH PLAIN");
      assertThat(client.command("*").toString()).isEqualTo("501 5.7.0 Authentication cancelled");
      assertThat(client.command("AUTH LOGIN").code()).isEqualTo(334);
      assertThat(client.command("%").toString()).isEqualTo("501 5.5.2 Invalid authentication data");
      assertThat(client.command("AUTH CRAM-MD5").code()).isEqualTo(504);
      assertThat(client.authLogin("bob", DemoData.BOB_PASSWORD).code()).isEqualTo(235);
      assertThat(client.command("AUTH PLAIN").toString())
          .isEqualTo("503 5.5.1 Already authenticated");
    }
  }

  @Test
  void connectionIsClosedAfterTenFailures() throws Exception {
    try (SmtpClient client = server.connect()) {
      for (int i = 0; i < 9; i++) {
        assertThat(client.command("AUTH PLAIN %").code()).isEqualTo(501);
      }
      assertThat(client.command("AUTH PLAIN %").code()).isEqualTo(501);
      assertThat(client.read().toString())
          .isEqualTo("421 4.7.0 Too many failed authentications, closing the connection");
    }
  }

  @Test
  void disabledUserIsStoppedInTheMiddleOfASession() throws Exception {
    try (SmtpClient client = server.connect()) {
      client.authPlain("few", "secretpass");
      assertThat(client.command("MAIL FROM:<few@example.com>").code()).isEqualTo(250);
      client.command("RSET");
      set("few", "disabled", true);

      assertThat(client.command("MAIL FROM:<few@example.com>").toString())
          .isEqualTo("550 5.7.1 User \"few\" is currently disabled");
    } finally {
      set("few", "disabled", false);
    }
  }

  @Test
  void userWithoutAnAddressIsRefusedAtMail() throws Exception {
    addUser("homeless", "", new Document());
    try (SmtpClient client = server.connect()) {
      assertThat(client.authPlain("homeless", "secretpass").code()).isEqualTo(235);
      assertThat(client.command("MAIL FROM:<boss@bigcorp.example>").toString())
          .isEqualTo("550 5.7.1 Sender address rejected: the account has no address of its own");
    }
  }

  /**
   * The dialogues of ZoneMTA as far as they are about logging in. Where ours answers otherwise it
   * is said in {@link #OURS}.
   */
  @TestFactory
  Stream<DynamicTest> dialoguesGoAsWithZoneMta() throws IOException {
    return StreamSupport.stream(transcripts().path("dialogues").spliterator(), false)
        .map(d -> dynamicTest(d.path("name").asText(), () -> play(d.path("transcript"))));
  }

  private static JsonNode transcripts() throws IOException {
    String folder = System.getProperty("wildduck.vectors", "../../core/src/test/resources/vectors");
    return new ObjectMapper().readTree(Path.of(folder, "smtp-transcripts.json").toFile());
  }

  private static void play(JsonNode transcript) throws Exception {
    List<String> lines = new ArrayList<>();
    transcript.forEach(line -> lines.add(line.asText()));
    try (SmtpClient client = server.connect()) {
      int next = lines.indexOf("C: EHLO laptop") + 1;
      for (int i = next; i < lines.size() - 1; i++) {
        String line = lines.get(i);
        if (line.equals("C: QUIT") || line.startsWith("C: MAIL") && isLoggedIn(lines)) {
          return;
        }
        if (line.startsWith("C: ")) {
          String expected = lines.get(i + 1).substring(3);
          // RCPT without MAIL is refused for that first.
          SmtpAnswer answer =
              client.command(line.substring(3).replaceFirst("^RCPT.*", "MAIL FROM:<>"));
          assertThat(answer.toString()).isEqualTo(OURS.getOrDefault(expected, expected));
        }
      }
    }
  }

  private static boolean isLoggedIn(List<String> lines) {
    return lines.contains("S: 235 Authentication successful");
  }

  private static void addUsersOfTheTranscripts() {
    set("alice", "password", new PasswordHashes(new SecureRandom()).hash("secretpass"));
    addUser("two", "two@example.com", new Document("enabled2fa", List.of("totp")));
    addUser("dis", "dis@example.com", new Document("disabled", true));
    addUser("badhash", "badhash@example.com", new Document("password", "not a hash"));
    addUser("few", "few@example.com", new Document("recipients", 3));
  }

  private static void addUser(String username, String address, Document fields) {
    Document user =
        new Document("_id", new ObjectId())
            .append("username", username)
            .append("unameview", username)
            .append("address", address)
            .append("password", new PasswordHashes(new SecureRandom()).hash("secretpass"));
    user.putAll(fields);
    server.database().getCollection("users").insertOne(user);
  }

  private static void set(String username, String field, Object value) {
    server
        .database()
        .getCollection("users")
        .updateOne(Filters.eq("username", username), Updates.set(field, value));
  }
}
