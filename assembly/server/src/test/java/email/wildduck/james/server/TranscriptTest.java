package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import email.wildduck.james.core.password.PasswordHashes;
import email.wildduck.james.embedded.client.SmtpAnswer;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.SmtpSink;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What ZoneMTA said, line by line; the server gives the same reply codes but where {@code
 * docs/differences.md} says otherwise.
 */
class TranscriptTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PASSWORD = "secretpass";

  /** Those about logins that are refused are told in docs/differences.md and tested with AUTH. */
  private static final List<String> DIALOGUES =
      List.of(
          "greeting, EHLO, AUTH PLAIN, message",
          "AUTH LOGIN",
          "no authentication",
          "const:max:rcpt_to=3 exceeded",
          "duplicate recipient counts once",
          "bad recipient",
          "SIZE= over the limit",
          "loop (36 Received)");

  private static final Map<String, Integer> OTHER_CODES =
      Map.of(
          // Authentication is asked for at MAIL, and without MAIL there is no RCPT.
          "no authentication RCPT TO:<bob@example.net>", 503,
          // 500 is for commands that are not understood.
          "loop (36 Received) .", 554);

  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.start(
            folder,
            SmtpSink.builder(),
            home ->
                home.replace(
                    "smtpserver.xml",
                    "<maxmessagesize>50M</maxmessagesize>",
                    "<maxmessagesize>2000B</maxmessagesize>"));
    String hash = new PasswordHashes(new SecureRandom()).hash(PASSWORD);
    server
        .database()
        .getCollection("users")
        .updateOne(Filters.eq("username", "alice"), Updates.set("password", hash));
    server
        .database()
        .getCollection("users")
        .insertOne(
            new Document("_id", new ObjectId())
                .append("username", "few")
                .append("unameview", "few")
                .append("address", "few@example.com")
                .append("password", hash)
                .append("recipients", 2));
    server
        .database()
        .getCollection("settings")
        .insertOne(new Document("key", "const:max:rcpt_to").append("value", 3));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<JsonNode> dialogues() throws IOException {
    Path vectors =
        Path.of(System.getProperty("wildduck.vectors", "../../core/src/test/resources/vectors"));
    JsonNode all = new ObjectMapper().readTree(vectors.resolve("smtp-transcripts.json").toFile());
    return StreamSupport.stream(all.get("dialogues").spliterator(), false)
        .filter(dialogue -> DIALOGUES.contains(dialogue.get("name").asText()));
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void repliesHaveTheCodesOfZoneMta(JsonNode dialogue) {
    // A setting is used within seconds.
    Awaitility.await().atMost(PATIENCE).untilAsserted(() -> repeat(dialogue));
  }

  private static void repeat(JsonNode dialogue) throws IOException {
    String name = dialogue.get("name").asText();
    List<String> lines = new ArrayList<>();
    dialogue.get("transcript").forEach(line -> lines.add(line.asText()));
    try (SmtpClient client = server.connect()) {
      // The greeting was read before TLS.
      for (int i = 1; i < lines.size(); i++) {
        if (lines.get(i).startsWith("C: ")) {
          String command = lines.get(i).substring(3);
          SmtpAnswer answer = say(client, command);
          String shown = command.endsWith("\\r\\n.") ? "." : command;
          assertThat(answer.code())
              .as(shown)
              .isEqualTo(
                  OTHER_CODES.getOrDefault(
                      name + " " + shown, Integer.parseInt(lines.get(i + 1).substring(3, 6))));
          if (command.startsWith("EHLO")) {
            assertThat(answer.lines().stream().map(line -> line.substring(4)))
                .containsAll(announced(lines));
          }
        }
      }
    }
  }

  private static SmtpAnswer say(SmtpClient client, String command) throws IOException {
    if (command.endsWith("\\r\\n.")) {
      client.write((command.replace("\\r\\n", "\r\n") + "\r\n").getBytes(UTF_8));
      return client.read();
    }
    return client.command(command);
  }

  private static List<String> announced(List<String> lines) {
    return lines.stream()
        .filter(line -> line.matches("S: 250[- ](?!Accepted|Message|.*Nice to meet you).*"))
        .map(line -> line.substring(7))
        .toList();
  }
}
