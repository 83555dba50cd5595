package email.wildduck.james.bench.load;

import email.wildduck.james.embedded.client.SmtpAnswer;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.server.demo.DemoData;
import java.io.IOException;
import java.util.List;

/** What a mail program does to send a message. */
final class LoadClient {
  private static final int OK = 250;

  private LoadClient() {}

  /**
   * Sends a message on a connection that has logged in.
   *
   * @param content with the final dot
   * @return nanoseconds from the final dot to the reply
   * @throws IOException when anything is refused
   */
  static long send(SmtpClient client, List<String> recipients, byte[] content) throws IOException {
    expect(OK, client.command("MAIL FROM:<" + DemoData.ALICE + ">"));
    for (String recipient : recipients) {
      expect(OK, client.command("RCPT TO:<" + recipient + ">"));
    }
    expect(354, client.command("DATA"));
    client.write(content);
    long dot = System.nanoTime();
    expect(OK, client.read());
    return System.nanoTime() - dot;
  }

  /** Takes leave and closes. */
  static void quit(SmtpClient client) throws IOException {
    try (client) {
      client.command("QUIT");
    }
  }

  /** Fails when a reply is another one. */
  static void expect(int code, SmtpAnswer answer) throws IOException {
    if (answer.code() != code) {
      throw new IOException("expected " + code + ", the reply was " + answer);
    }
  }
}
