package email.wildduck.james.endtoend;

import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.io.IOException;

/**
 * Our server as mail programs know it.
 *
 * @param port where it takes mail under TLS
 * @param certificate what it shows
 */
record SubmissionServer(int port, SelfSignedCertificate certificate) {

  /** A mail program that writes mail, under TLS, not logged in yet. */
  SmtpClient connect() throws IOException {
    SmtpClient connected =
        SmtpClient.connectTls("127.0.0.1", port, certificate.trust(), Conversation.silent());
    connected.command("EHLO client.example.net");
    return connected;
  }

  /** Connects and tries to log in; the reply's code. */
  int login(String name, String password) throws IOException {
    try (SmtpClient client = connect()) {
      return client.authPlain(name, password).code();
    }
  }
}
