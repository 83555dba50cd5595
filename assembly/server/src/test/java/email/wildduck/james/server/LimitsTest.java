package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import email.wildduck.james.embedded.client.SmtpAnswer;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.server.demo.DemoData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many recipients a user may send to, and what a client reads beyond that. */
class LimitsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OVER_LIMIT =
      "550 5.7.1 You reached a daily sending limit for your account. Limit expires in 24 hours";

  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void recipientsOverTheDailyLimitAreRefusedAndTheOthersGetTheMessage() throws Exception {
    limit("bob", 3);
    try (SmtpClient client = login(DemoData.BOB, DemoData.BOB_PASSWORD)) {
      mail(client, DemoData.BOB);
      assertThat(rcpt(client, "limit1@example.net").code()).isEqualTo(250);
      assertThat(client.data(message()).code()).isEqualTo(250);

      mail(client, DemoData.BOB);
      assertThat(rcpt(client, "limit2@example.net").code()).isEqualTo(250);
      assertThat(rcpt(client, "limit3@example.net").code()).isEqualTo(250);
      assertThat(rcpt(client, "LIMIT3@example.net").code()).isEqualTo(250);
      assertThat(rcpt(client, "limit4@example.net").toString()).isEqualTo(OVER_LIMIT);
      assertThat(client.data(message()).code()).isEqualTo(250);

      mail(client, DemoData.BOB);
      assertThat(rcpt(client, "limit5@example.net").toString()).isEqualTo(OVER_LIMIT);
    } finally {
      limit("bob", 0);
    }
    received("limit2@example.net");
    received("LIMIT3@example.net");
    assertThat(server.sink().received())
        .noneMatch(mail -> mail.recipients().contains("limit4@example.net"))
        .filteredOn(
            mail ->
                mail.recipients().stream().anyMatch(r -> r.equalsIgnoreCase("limit3@example.net")))
        .hasSize(1);
  }

  @Test
  void aMessageThatOvertakesTheLimitOfAnotherIsRefusedAndCostsNothing() throws Exception {
    limit("alice", 2);
    try (SmtpClient one = login(DemoData.ALICE, DemoData.ALICE_PASSWORD);
        SmtpClient other = login(DemoData.ALICE, DemoData.ALICE_PASSWORD)) {
      for (SmtpClient client : new SmtpClient[] {one, other}) {
        mail(client, DemoData.ALICE);
        assertThat(rcpt(client, "race1@example.net").code()).isEqualTo(250);
        assertThat(rcpt(client, "race2@example.net").code()).isEqualTo(250);
      }
      assertThat(one.data(message()).code()).isEqualTo(250);

      assertThat(other.data(message()).toString()).isEqualTo(OVER_LIMIT);

      limit("alice", 3);
      mail(other, DemoData.ALICE);
      assertThat(rcpt(other, "race3@example.net").code()).isEqualTo(250);
      assertThat(other.data(message()).code()).isEqualTo(250);
    } finally {
      limit("alice", 0);
    }
  }

  private static void limit(String username, int recipients) {
    server
        .database()
        .getCollection("users")
        .updateOne(Filters.eq("username", username), Updates.set("recipients", recipients));
  }

  private static SmtpClient login(String name, String password) throws IOException {
    SmtpClient client = server.connect();
    assertThat(client.authPlain(name, password).code()).isEqualTo(235);
    return client;
  }

  private static void mail(SmtpClient client, String sender) throws IOException {
    assertThat(client.command("MAIL FROM:<" + sender + ">").code()).isEqualTo(250);
  }

  private static SmtpAnswer rcpt(SmtpClient client, String recipient) throws IOException {
    return client.command("RCPT TO:<" + recipient + ">");
  }

  private static void received(String recipient) throws Exception {
    server.sink().awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
  }

  private static byte[] message() {
    return "From: <x@example.com>\r\nSubject: test\r\n\r\nHello\r\n".getBytes(US_ASCII);
  }
}
