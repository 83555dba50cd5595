package email.wildduck.james.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpAnswer;
import email.wildduck.james.embedded.client.SmtpClient;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Sends one message as a mail program would, with a From address that is not the user's. */
final class DemoSubmission {
  static final String RECIPIENT = "visitor@example.net";
  static final String FOREIGN_FROM = "The Boss <boss@bigcorp.example>";

  private final DemoWorld world;
  private final Conversation conversation;

  DemoSubmission(DemoWorld world, Conversation conversation) {
    this.world = world;
    this.conversation = conversation;
  }

  /**
   * Connects, logs in and sends.
   *
   * @return the reply to the message
   */
  SmtpAnswer send() throws IOException {
    try (SmtpClient client =
        SmtpClient.connect("127.0.0.1", world.ports().startTls(), conversation)) {
      client.command("EHLO laptop.example.com");
      client.startTls(world.trust());
      client.command("EHLO laptop.example.com");
      expect(235, client.authPlain(DemoData.ALICE, DemoData.ALICE_APPLICATION_PASSWORD));
      expect(250, client.command("MAIL FROM:<" + DemoData.ALICE_ALIAS + ">"));
      expect(250, client.command("RCPT TO:<" + RECIPIENT + ">"));
      SmtpAnswer answer = client.data(message());
      client.command("QUIT");
      return answer;
    }
  }

  private static void expect(int code, SmtpAnswer answer) throws IOException {
    if (answer.code() != code) {
      throw new IOException("expected " + code + ", the server said " + answer);
    }
  }

  private static byte[] message() {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    return ("From: "
            + FOREIGN_FROM
            + "\r\n"
            + "To: "
            + RECIPIENT
            + "\r\n"
            + "Subject: Good morning\r\n"
            + "Date: "
            + date
            + "\r\n"
            + "Message-ID: <demo-"
            + System.currentTimeMillis()
            + "@laptop.example.com>\r\n"
            + "MIME-Version: 1.0\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\n"
            + "Content-Transfer-Encoding: 8bit\r\n"
            + "\r\n"
            + "Hello, this is the demo. Grüße!\r\n")
        .getBytes(UTF_8);
  }
}
