package email.wildduck.james.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.UpdateOptions;
import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.sink.SmtpSink;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import email.wildduck.james.server.demo.DemoData;
import email.wildduck.james.server.demo.ServerHome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which certificate a mail program is shown. */
class SniTest {
  private static final SelfSignedCertificate FILE =
      SelfSignedCertificate.create(List.of("file.example.com"));

  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.start(
            folder,
            SmtpSink.builder(),
            home ->
                addNamed(home).replace("wildduck.xml", "<certs>", "<certs><refresh>1s</refresh>"));
  }

  private static ServerHome addNamed(ServerHome home) {
    return home.write("tls/file.key", FILE.privateKeyPem())
        .write("tls/file.pem", FILE.certificatePem())
        .replace(
            "smtpserver.xml",
            "</tls>",
            "<namedCertificate><privateKey>file://conf/tls/file.key</privateKey>"
                + "<certificates>file://conf/tls/file.pem</certificates></namedCertificate></tls>");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aNameOfAFileHasThatCertificateOnBothPorts() throws Exception {
    assertThat(underStartTls("file.example.com", FILE)).isEqualTo(FILE.certificate());
    assertThat(underTls("file.example.com", FILE)).isEqualTo(FILE.certificate());
  }

  @Test
  void aNameOfWildDucksDatabaseHasThatCertificateOnBothPorts() throws Exception {
    SelfSignedCertificate stored = store("stored.example.com");

    assertThat(underStartTls("stored.example.com", stored)).isEqualTo(stored.certificate());
    assertThat(underTls("stored.example.com", stored)).isEqualTo(stored.certificate());
  }

  @Test
  void aUserCanLogInUnderAStoredCertificate() throws Exception {
    SelfSignedCertificate stored = store("send.example.com");
    try (SmtpClient client =
        SmtpClient.connectTls(
            "127.0.0.1",
            server.ports().tls(),
            stored.trust(),
            "send.example.com",
            Conversation.silent())) {
      client.command("EHLO client.example.net");
      assertThat(client.authPlain(DemoData.ALICE, DemoData.ALICE_PASSWORD).code()).isEqualTo(235);
    }
  }

  @Test
  void anotherNameHasThePortsOwn() throws Exception {
    SelfSignedCertificate own = server.certificate();

    assertThat(underStartTls("nobody.example.com", own)).isEqualTo(own.certificate());
    assertThat(underTls("nobody.example.com", own)).isEqualTo(own.certificate());
  }

  @Test
  void aRenewedDocumentIsShownWithoutARestart() throws Exception {
    SelfSignedCertificate former = store("renewed.example.com");
    assertThat(underTls("renewed.example.com", former)).isEqualTo(former.certificate());

    SelfSignedCertificate renewed = store("renewed.example.com");

    await()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(underTls("renewed.example.com", renewed))
                    .isEqualTo(renewed.certificate()));
  }

  @Test
  void webadminReloadsFilesAtOnce() throws Exception {
    Path key = folder.resolve("conf/tls/file.key");
    Path chain = folder.resolve("conf/tls/file.pem");
    SelfSignedCertificate renewed = SelfSignedCertificate.create(List.of("file.example.com"));
    try {
      Files.writeString(key, renewed.privateKeyPem());
      Files.writeString(chain, renewed.certificatePem());
      assertThat(reload()).isEqualTo(204);

      assertThat(underTls("file.example.com", renewed)).isEqualTo(renewed.certificate());
    } finally {
      Files.writeString(key, FILE.privateKeyPem());
      Files.writeString(chain, FILE.certificatePem());
      assertThat(reload()).isEqualTo(204);
    }
  }

  @Test
  void theMetricsTellWhatIsInUse() throws Exception {
    SelfSignedCertificate stored = store("metrics.example.com");
    underTls("metrics.example.com", stored);

    assertThat(get("/metrics"))
        .contains("wildduck_tls_certificate_lookups_total{result=\"hit\"}")
        .contains(
            "wildduck_tls_certificate_expiry_timestamp_seconds{servername=\"metrics.example.com\"}")
        .contains(
            "wildduck_tls_certificate_expiry_timestamp_seconds{servername=\"file.example.com\"}")
        .contains("wildduck_tls_certificate_expiry_timestamp_seconds{servername=\"localhost\"}");
  }

  /** Puts a certificate where WildDuck puts it, in the place of the former one. */
  private static SelfSignedCertificate store(String name) {
    SelfSignedCertificate certificate = SelfSignedCertificate.create(List.of(name));
    Document document =
        new Document("servername", name)
            .append("altNames", List.of(name))
            .append("privateKey", certificate.privateKeyPem())
            .append("cert", certificate.certificatePem())
            .append("expires", certificate.certificate().getNotAfter());
    server
        .database()
        .getCollection("certs")
        .updateOne(
            new Document("servername", name),
            new Document("$set", document).append("$inc", new Document("v", 1)),
            new UpdateOptions().upsert(true));
    return certificate;
  }

  private static Certificate underTls(String name, SelfSignedCertificate trusted) throws Exception {
    try (SmtpClient client =
        SmtpClient.connectTls(
            "127.0.0.1", server.ports().tls(), trusted.trust(), name, Conversation.silent())) {
      return client.serverCertificate();
    }
  }

  private static Certificate underStartTls(String name, SelfSignedCertificate trusted)
      throws Exception {
    try (SmtpClient client =
        SmtpClient.connect("127.0.0.1", server.ports().startTls(), Conversation.silent())) {
      client.command("EHLO client.example.net");
      client.startTls(trusted.trust(), name);
      assertThat(client.command("EHLO client.example.net").code()).isEqualTo(250);
      return client.serverCertificate();
    }
  }

  private static int reload() throws Exception {
    return send(HttpRequest.newBuilder(uri("/servers?reload-certificate"))
            .POST(HttpRequest.BodyPublishers.noBody()))
        .statusCode();
  }

  private static String get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path))).body();
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.ports().webadmin() + path);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
