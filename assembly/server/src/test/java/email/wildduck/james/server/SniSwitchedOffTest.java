package email.wildduck.james.server;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that leaves WildDuck's certificates alone. */
class SniSwitchedOffTest {
  private static final String NAME = "stored.example.com";

  @TempDir private Path folder;

  @Test
  void thePortsOwnIsShownForANameOfTheDatabase() throws Exception {
    try (TestServer server =
        TestServer.start(
            folder,
            SmtpSink.builder(),
            home -> home.replace("wildduck.xml", "<certs>", "<certs><enabled>false</enabled>"))) {
      SelfSignedCertificate stored = SelfSignedCertificate.create(List.of(NAME));
      server
          .database()
          .getCollection("certs")
          .insertOne(
              new Document("servername", NAME)
                  .append("altNames", List.of(NAME))
                  .append("privateKey", stored.privateKeyPem())
                  .append("cert", stored.certificatePem()));

      try (SmtpClient client =
          SmtpClient.connectTls(
              "127.0.0.1", server.ports().tls(), server.trust(), NAME, Conversation.silent())) {
        assertThat(client.serverCertificate()).isEqualTo(server.certificate().certificate());
      }
    }
  }
}
