package email.wildduck.james.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.embedded.TestStores;
import email.wildduck.james.embedded.client.SmtpAnswer;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.embedded.mongo.EmbeddedMongo;
import email.wildduck.james.embedded.redis.EmbeddedRedis;
import email.wildduck.james.embedded.sink.ReceivedMail;
import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import email.wildduck.james.server.demo.DemoData;
import email.wildduck.james.server.demo.DkimVerifier;
import email.wildduck.james.server.demo.ServerPorts;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's command and its server, as an administrator meets them. */
class DistributionIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void install() {
    installation = new Installation(folder);
  }

  @AfterEach
  void remove() throws Exception {
    installation.remove();
  }

  @Test
  void theServerIsStartedWatchedAndStoppedByItsCommand() throws Exception {
    assertThat(installation.run("status").exitCode()).isEqualTo(3);
    assertThat(installation.run("check-config"))
        .isEqualTo(
            new Installation.Result(
                0,
                "wildduck.xml: good\nsmtpserver.xml, mailetcontainer.xml: good\n"
                    + "MongoDB: reachable\nRedis: reachable\n"));

    startTheServer();
    assertThat(installation.run("status").output()).startsWith("it runs (process ");
    assertThat(get("/healthcheck")).contains("WildDuck MongoDB").contains("WildDuck Redis");
    assertThat(get("/metrics")).contains("smtpConnections");
    assertThat(installation.start().output()).contains("it runs already");

    assertThat(installation.run("stop").output()).isEqualTo("stopped\n");
    assertThat(installation.run("status").exitCode()).isEqualTo(3);
    assertThat(folder.resolve("log/james-wildduck.log"))
        .content()
        .contains("Cryptography: ")
        .contains("The server is ready")
        .contains("Stopped")
        .doesNotContain("Exception");
  }

  @Test
  void theQueueIsSeenAndChangedFromTheShell() throws Exception {
    assertThat(installation.run("queue", "zones").exitCode()).isEqualTo(3);
    startTheServer();

    assertThat(installation.run("queue", "pause", "zone", "slow", "--reason", "it looks  odd"))
        .isEqualTo(new Installation.Result(0, "zone slow is paused\n"));
    assertThat(installation.run("queue", "zones").output())
        .startsWith("ZONE ")
        .contains("paused: it looks  odd");
    assertThat(installation.run("queue", "list", "--state", "lost").exitCode()).isEqualTo(1);
    assertThat(installation.run("queue").exitCode()).isEqualTo(2);
    assertThat(folder.resolve("log/james-wildduck.log"))
        .content()
        .contains("QUEUEADMIN action=pause reason=\"it looks  odd\" zone=slow");
  }

  @Test
  void nothingIsLostWhenTheServerIsStoppedWithMailInIt() throws Exception {
    startTheServer();
    List<String> recipients =
        IntStream.range(0, 20).mapToObj(i -> "r" + i + "@example.net").toList();
    try (SmtpClient client = installation.login()) {
      for (String recipient : recipients) {
        assertThat(send(client, recipient, message("short")).code()).isEqualTo(250);
      }
    }

    installation.run("stop");
    startTheServer();

    for (String recipient : recipients) {
      installation.sink().awaitMail(mail -> mail.recipients().contains(recipient), PATIENCE);
    }
  }

  @Test
  void aMessageOfFiftyMegabytesPassesWithAHeapOfAQuarterGigabyte() throws Exception {
    installation.home().replace("jvm.options", "-Xmx1g", "-Xmx256m");
    startTheServer();
    byte[] large = message(("0123456789".repeat(7) + "\r\n").repeat(49 * 1024 * 1024 / 72));
    try (SmtpClient client = installation.login()) {
      assertThat(send(client, "big@example.net", large).code()).isEqualTo(250);
    }

    ReceivedMail mail =
        installation.sink().awaitMail(m -> m.recipients().contains("big@example.net"), PATIENCE);

    assertThat(bodyDigest(source(mail))).isEqualTo(bodyDigest(ByteSource.of(large)));
    assertThat(
            new DkimVerifier(installation.accounts().dkimPublicKey()).verify(mail.content().open()))
        .hasSize(1);
    assertThat(folder.resolve("log/james-wildduck.log")).content().doesNotContain("OutOfMemory");
  }

  @Test
  void embeddedStoresAreRefusedWithoutTheDemoFlag() throws Exception {
    try (EmbeddedMongo embedded = EmbeddedMongo.start()) {
      installation.storingIn(embedded.uri());

      Installation.Result result = installation.run("start");

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.output())
          .contains("leads to the embedded MongoDB, which forgets everything");
    }
  }

  @Test
  void aMissingConfigurationIsNamed() throws Exception {
    Files.delete(folder.resolve("conf/wildduck.xml"));

    assertRefused("wildduck.xml: there is no such file; copy the sample from james-conf");
  }

  @Test
  void anUnknownElementIsNamed() throws Exception {
    installation.home().replace("wildduck.xml", "<redis>", "<radish/><redis>");

    assertRefused(
        "<radish> is unknown; known here: mongo, redis, dkim, queue, certs, auth, limits, api, sent");
  }

  @Test
  void aValueOfTheWrongTypeIsNamed() throws Exception {
    installation.home().replace("wildduck.xml", "</redis>", "<timeout>soon</timeout></redis>");

    assertRefused("<redis/timeout> is \"soon\": it must be a number and one of ms, s, min, h, d");
  }

  @Test
  void aStoreThatIsNotThereIsNamed() throws Exception {
    int nobody = ServerPorts.free().webadmin();
    installation
        .home()
        .replace("wildduck.xml", TestStores.redisUri(), "redis://127.0.0.1:" + nobody + "/3");

    assertRefused("Redis at redis://127.0.0.1:" + nobody + "/3 (<redis/uri>) cannot be used: ");
  }

  @Test
  void aDatabaseThatIsNotThereIsNamed() throws Exception {
    int nobody = ServerPorts.free().webadmin();
    installation
        .home()
        .replace(
            "wildduck.xml",
            "</mongo>",
            "<users>mongodb://127.0.0.1:" + nobody + "/u</users></mongo>");

    assertRefused(
        "MongoDB at 127.0.0.1:"
            + nobody
            + " (<mongo/users>, database u) cannot be used: no answer in time (Connection refused)");
  }

  @Test
  void wrongCredentialsAreNamedWithoutTellingThem() throws Exception {
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      RedisClient client = RedisClient.create(redis.uri());
      client.connect().sync().configSet("requirepass", "right-password");
      client.shutdown();
      installation
          .home()
          .replace(
              "wildduck.xml",
              TestStores.redisUri(),
              redis.uri().replace("redis://", "redis://:wrong-password@"));

      Installation.Result result = assertRefused("(<redis/uri>) refuses the password");
      assertThat(result.output()).doesNotContain("wrong-password");
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), installation.ports().tls()));

      assertRefused("a port cannot be opened: Address already in use");
    }
  }

  @Test
  void aPortOfWebadminThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), installation.ports().webadmin()));

      assertRefused("see host and port in webadmin.properties");
    }
  }

  @Test
  void aKeyThatIsNotThereIsNamed() throws Exception {
    Files.delete(folder.resolve("conf/tls/private-key.pem"));

    assertThat(installation.run("check-config").output())
        .contains("<tls/privateKey> is file://conf/tls/private-key.pem, and there is no such file");
    assertRefused("private-key.pem");
  }

  @Test
  void aNamedCertificateThatIsWrongIsNamed() throws Exception {
    installation
        .home()
        .replace(
            "smtpserver.xml",
            "</tls>",
            "<namedCertificate><privateKey>file://conf/tls/mx.key</privateKey>"
                + "<certificates>file://conf/tls/certificates.pem</certificates>"
                + "</namedCertificate></tls>");
    assertThat(installation.run("check-config").output())
        .contains(
            "<tls/namedCertificate/privateKey> is file://conf/tls/mx.key,"
                + " and there is no such file that can be read");

    installation
        .home()
        .write("tls/mx.key", SelfSignedCertificate.create(List.of("mx")).privateKeyPem());
    String reason =
        "<tls/namedCertificate> with file://conf/tls/mx.key and file://conf/tls/certificates.pem:"
            + " the private key does not belong to the first certificate";
    assertThat(installation.run("check-config").output()).contains("smtpserver.xml: " + reason);
    assertRefused(reason);
  }

  @Test
  void theDemoShowsAMessageOnItsWay() throws Exception {
    Installation.Result result = installation.run("demo", "--once");

    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output())
        .contains("C: STARTTLS")
        .contains("Message queued as")
        .contains("wdr counter  1 recipient of 2000")
        .contains("X-WildDuck-Original-From: The Boss <boss@bigcorp.example>")
        .contains("yes  the DKIM signature is good")
        .doesNotContain("  NO   ");
  }

  private void startTheServer() throws Exception {
    Installation.Result started = installation.start();
    assertThat(started.exitCode()).as(started.output()).isZero();
    assertThat(started.output()).startsWith("started (process ");
  }

  /** The start fails with exit code 1 and this among few lines. */
  private Installation.Result assertRefused(String reason) throws Exception {
    Installation.Result result = installation.start();
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output()).contains("james-wildduck: ").contains(reason);
    assertThat(result.output().lines()).as(result.output()).hasSizeLessThan(4);
    return result;
  }

  private static byte[] bodyDigest(ByteSource message) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream body = RawMessage.parse(message).body().open();
        DigestInputStream in = new DigestInputStream(body, digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return digest.digest();
  }

  private static ByteSource source(ReceivedMail mail) {
    return new ByteSource() {
      @Override
      public InputStream open() throws IOException {
        return mail.content().open();
      }

      @Override
      public long size() {
        return mail.size();
      }
    };
  }

  private String get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + installation.ports().webadmin() + path))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static SmtpAnswer send(SmtpClient client, String recipient, byte[] message)
      throws IOException {
    client.command("MAIL FROM:<" + DemoData.ALICE + ">");
    client.command("RCPT TO:<" + recipient + ">");
    return client.data(message);
  }

  private static byte[] message(String body) {
    return ("From: <"
            + DemoData.ALICE
            + ">\r\nTo: <r@example.net>\r\nSubject: test\r\n\r\n"
            + body
            + "\r\n")
        .getBytes(ISO_8859_1);
  }
}
