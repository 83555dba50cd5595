package email.wildduck.james.server.stock;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.server.demo.DemoData;
import email.wildduck.james.server.demo.ServerHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An unmodified James that keeps its own handlers and takes our hooks, as the README offers it. */
class StockJamesHooksIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final List<String> HANDLERS =
      List.of(
          "email.wildduck.james.smtp.auth.WildDuckAuthHook",
          "email.wildduck.james.smtp.auth.AuthenticationRequiredHook",
          "email.wildduck.james.smtp.account.UsableAccountHook",
          "email.wildduck.james.smtp.rcpt.RecipientsPerMessageHook",
          "email.wildduck.james.smtp.rcpt.DailyLimitHook",
          "email.wildduck.james.smtp.rcpt.AcceptedRecipientHook",
          "email.wildduck.james.smtp.data.RawMessageHook",
          "email.wildduck.james.smtp.data.LoopHook",
          "email.wildduck.james.smtp.data.SubmissionAttributesHook",
          "email.wildduck.james.smtp.data.QueueMessageHook",
          "org.apache.james.smtpserver.CoreCmdHandlerLoader");

  @TempDir private static Path folder;
  private static StockJames james;

  @BeforeAll
  static void start() throws Exception {
    james = new StockJames(folder, SmtpSink.start(), StockJamesHooksIT::takeHooks);
    james.awaitReady();
  }

  @AfterAll
  static void stop() {
    james.close();
  }

  private static void takeHooks(ServerHome home) {
    String hooks =
        HANDLERS.stream()
            .map(handler -> "<handler class=\"" + handler + "\"/>")
            .collect(Collectors.joining());
    home.replace(
        "smtpserver.xml", "<handlerchain", "<handlerchain>" + hooks + "</handlerchain><unused");
  }

  @Test
  void aMessageOfALoggedInUserArrivesAndTheReplyNamesIt() throws Exception {
    String reply;
    try (SmtpClient client = james.connect()) {
      client.authPlain(DemoData.ALICE, DemoData.ALICE_APPLICATION_PASSWORD);
      client.command("MAIL FROM:<" + DemoData.ALICE + ">");
      client.command("RCPT TO:<first@example.net>");
      reply =
          client.data("From: <alice@example.com>\r\n\r\nHello\r\n".getBytes(ISO_8859_1)).toString();
    }

    assertThat(reply).startsWith("250 2.0.0 Message queued as Mail");
    ReceivedMail mail =
        james.sink().awaitMail(m -> m.recipients().contains("first@example.net"), PATIENCE);
    assertThat(mail.mailFrom()).isEqualTo(DemoData.ALICE);
  }

  @Test
  void nothingFallsThroughToJamesOwnUsers() throws Exception {
    try (SmtpClient client = james.connect()) {
      assertThat(client.authPlain("postmaster@localhost", "wrong").toString())
          .startsWith("535 5.7.8");
      assertThat(client.command("MAIL FROM:<" + DemoData.ALICE + ">").toString())
          .startsWith("530 5.7.0");
    }
  }

  @Test
  void aLoginWithoutTlsIsRefused() throws Exception {
    try (SmtpClient client = james.connectInClear()) {
      assertThat(client.authPlain(DemoData.ALICE, DemoData.ALICE_PASSWORD).toString())
          .startsWith("538 5.7.11");
    }
  }
}
