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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An unmodified James whose handler chain is all ours, as the README offers it. */
class StockJamesHandlersIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final List<String> HANDLERS =
      List.of(
          "email.wildduck.james.smtp.auth.WildDuckAuthHook",
          "email.wildduck.james.smtp.auth.AuthenticationRequiredHook",
          "email.wildduck.james.smtp.rcpt.RecipientsPerMessageHook",
          "email.wildduck.james.smtp.data.RawMessageHook",
          "email.wildduck.james.smtp.data.SubmissionAttributesHook",
          "email.wildduck.james.smtp.data.QueueMessageHook",
          "org.apache.james.smtpserver.CoreCmdHandlerLoader");

  @TempDir private static Path folder;
  private static StockJames james;

  @BeforeAll
  static void start() throws Exception {
    james = new StockJames(folder, SmtpSink.start(), StockJamesHandlersIT::replaceHandlers);
    james.awaitReady();
  }

  @AfterAll
  static void stop() {
    james.close();
  }

  private static void replaceHandlers(ServerHome home) {
    home.replace(
        "smtpserver.xml",
        "<handlerchain enableJmx",
        "<handlerchain coreHandlersPackage=\"email.wildduck.james.smtp.SubmissionHandlers\" enableJmx");
    for (String handler : HANDLERS) {
      home.replace("smtpserver.xml", "<handler class=\"" + handler + "\"/>", "");
    }
  }

  @Test
  void replyAndReceivedNameTheQueueId() throws Exception {
    String reply;
    try (SmtpClient client = james.connect()) {
      client.authPlain(DemoData.ALICE, DemoData.ALICE_APPLICATION_PASSWORD);
      client.command("MAIL FROM:<" + DemoData.ALICE + ">");
      client.command("RCPT TO:<first@example.net>");
      reply =
          client.data("From: <alice@example.com>\r\n\r\nHello\r\n".getBytes(ISO_8859_1)).toString();
    }

    assertThat(reply).matches("250 2\\.0\\.0 Message queued as [0-9a-f]{18,24}");
    ReceivedMail mail =
        james.sink().awaitMail(m -> m.recipients().contains("first@example.net"), PATIENCE);
    assertThat(new String(mail.content().bytes(), ISO_8859_1))
        .contains("with ESMTPSA id " + reply.substring(reply.lastIndexOf(' ') + 1));
  }

  @Test
  void authLoginIsRefusedWithoutTlsBeforeThePasswordIsSent() throws Exception {
    try (SmtpClient client = james.connectInClear()) {
      assertThat(client.command("AUTH LOGIN").toString()).startsWith("538 5.7.11");
    }
  }
}
