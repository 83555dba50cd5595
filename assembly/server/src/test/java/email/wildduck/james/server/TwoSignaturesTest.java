package email.wildduck.james.server;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.dkim.JcaVerifier;
import email.wildduck.james.embedded.sink.SmtpSink;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key in a file beside the one that WildDuck has. */
class TwoSignaturesTest {
  private static final String KEY =
      "<dkim><keys><key><domain>example.com</domain><selector>ed</selector>"
          + "<file>dkim/ed.pem</file></key></keys>";

  @TempDir private Path folder;

  @Test
  void aMessageIsSignedWithBothKeysOfItsDomain() throws Exception {
    KeyPair ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getEncoder().encodeToString(ed25519.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    try (TestServer server =
        TestServer.start(
            folder,
            SmtpSink.builder(),
            home -> home.replace("wildduck.xml", "<dkim>", KEY).write("dkim/ed.pem", pem))) {
      byte[] demoKey = Base64.getDecoder().decode(server.accounts().dkimPublicKey());
      Submitter alice = new Submitter(server);
      alice.send(
          "<alice@example.com>",
          "<both@example.net>",
          "From: <alice@example.com>\r\nSubject: Twice\r\n\r\nHi\r\n");

      assertThat(
              JcaVerifier.verify(
                  alice.received("both@example.net").content().bytes(),
                  (domain, selector) ->
                      selector.equals("ed") ? ed25519.getPublic().getEncoded() : demoKey))
          .containsExactly("example.com demo rsa-sha256", "example.com ed ed25519-sha256");
    }
  }
}
