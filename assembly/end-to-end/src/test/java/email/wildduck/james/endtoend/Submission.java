package email.wildduck.james.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.embedded.client.SmtpAnswer;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.endtoend.wildduck.WildDuckUser;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** What a mail program does to send a message. */
final class Submission {
  private final SubmissionServer server;

  Submission(SubmissionServer server) {
    this.server = server;
  }

  /** Somebody outside who gets no mail but from one test. */
  static String recipient() {
    return UUID.randomUUID() + "@example.net";
  }

  static byte[] message(String from) {
    return ("From: <" + from + ">\r\nSubject: Hello\r\n\r\nHello\r\n").getBytes(UTF_8);
  }

  /** A connection on which the user has logged in with the main password. */
  SmtpClient login(WildDuckUser user) throws IOException {
    SmtpClient client = server.connect();
    assertThat(client.authPlain(user.username(), user.password()).code()).isEqualTo(235);
    return client;
  }

  /** Logs in and sends from the user's main address; the reply to the message. */
  SmtpAnswer send(WildDuckUser user, String... recipients) throws IOException {
    return sendAs(user, user.address(), recipients);
  }

  /** Logs in and sends a message, a character of which is one byte; the id in the queue. */
  String send(WildDuckUser user, String message, List<String> recipients) throws IOException {
    try (SmtpClient client = login(user)) {
      return send(client, user.address(), message, recipients);
    }
  }

  /** The same on a connection that has logged in. */
  String send(SmtpClient client, String from, String message, List<String> recipients)
      throws IOException {
    assertThat(client.command("MAIL FROM:<" + from + ">").code()).isEqualTo(250);
    for (String recipient : recipients) {
      assertThat(client.command("RCPT TO:<" + recipient + ">").code()).isEqualTo(250);
    }
    return queueId(client, message);
  }

  /** The same to one recipient, with parameters of RCPT. */
  String sendWith(String parameters, WildDuckUser user, String message, String recipient)
      throws IOException {
    try (SmtpClient client = login(user)) {
      assertThat(client.command("MAIL FROM:<" + user.address() + ">").code()).isEqualTo(250);
      assertThat(client.command("RCPT TO:<" + recipient + "> " + parameters).code()).isEqualTo(250);
      return queueId(client, message);
    }
  }

  private static String queueId(SmtpClient client, String message) throws IOException {
    SmtpAnswer answer = client.data(message.getBytes(ISO_8859_1));
    assertThat(answer.code()).isEqualTo(250);
    return answer.text().replaceFirst(".* ", "");
  }

  /** Logs in and sends with an address in envelope and From; the reply to the message. */
  SmtpAnswer sendAs(WildDuckUser user, String from, String... recipients) throws IOException {
    try (SmtpClient client = login(user)) {
      return send(client, from, recipients);
    }
  }

  /** Sends on a connection that has logged in; the first refusal, or the reply to the message. */
  SmtpAnswer send(SmtpClient client, String from, String... recipients) throws IOException {
    SmtpAnswer answer = client.command("MAIL FROM:<" + from + ">");
    for (int i = 0; i < recipients.length && answer.code() == 250; i++) {
      answer = client.command("RCPT TO:<" + recipients[i] + ">");
    }
    return answer.code() == 250 ? client.data(message(from)) : answer;
  }
}
