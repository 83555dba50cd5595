package email.wildduck.james.server;

import static email.wildduck.james.server.Messages.bytes;
import static email.wildduck.james.server.Messages.withBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.server.demo.DemoData;
import email.wildduck.james.server.demo.ServerHome;
import email.wildduck.james.smtp.port.IpAddress;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a port bears, and two ports with settings of their own: the second listens on IPv6. */
class PortLimitsTest {
  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.configured(folder, PortLimitsTest::configure);
  }

  private static void configure(ServerHome home) {
    home.replace(
            "smtpserver.xml",
            "<jmxName>submission</jmxName>",
            "<jmxName>submission</jmxName><maxErrors>3</maxErrors><maxCommands>9</maxCommands>"
                + "<handshakeTimeout>1</handshakeTimeout>")
        .replace(
            "smtpserver.xml",
            "<jmxName>submissions</jmxName>",
            "<jmxName>submissions</jmxName><maxErrors>0</maxErrors><maxCommands>0</maxCommands>"
                + "<handshakeTimeout>1</handshakeTimeout>")
        .replace("smtpserver.xml", "IP>50<", "IP>6<")
        .replace("smtpserver.xml", "<connectiontimeout>600<", "<connectiontimeout>2<")
        .replace(
            "smtpserver.xml",
            "enableJmx=\"false\"/>",
            "enableJmx=\"false\"><handler class=\"email.wildduck.james.server.PortProbe\"/>"
                + "</handlerchain>");
    String tls = home.read("smtpserver.xml").replaceAll("(?s).*<bind>127.0.0.1:(\\d+)<.*", "$1");
    home.replace("smtpserver.xml", "127.0.0.1:" + tls, "[::1]:" + tls);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void commandsKnowTheirPortAndRunBesideTheThreadsOfTheSockets() throws Exception {
    try (SmtpClient startTls = connect("127.0.0.3");
        SmtpClient tls = connectTls()) {
      assertThat(startTls.command("XPROBE").text())
          .startsWith("submission on submission-")
          .doesNotContain("-io-")
          .doesNotContain("-boss-");
      assertThat(tls.command("XPROBE").text())
          .startsWith("submissions on submissions-")
          .doesNotContain("-io-");
    }
  }

  @Test
  void clientThatMakesErrorsOnlyIsSentAway() throws Exception {
    try (SmtpClient client = connect("127.0.0.4")) {
      client.command("EHLO client.example.net");
      assertThat(client.command("FOO").code()).isEqualTo(500);
      assertThat(client.command("MAIL FROM:<a@example.com>").code()).isEqualTo(530);
      assertThat(client.command("BAR").code()).isEqualTo(500);
      assertThat(client.read().toString())
          .isEqualTo("421 4.7.0 Too many errors, closing the connection");
      assertThatThrownBy(client::read).isInstanceOf(IOException.class);
    }
  }

  @Test
  void clientThatSendsCommandsOnlyIsSentAway() throws Exception {
    try (SmtpClient client = connect("127.0.0.5")) {
      for (int i = 0; i < 9; i++) {
        assertThat(client.command("NOOP").code()).isEqualTo(250);
      }
      assertThat(client.read().toString())
          .isEqualTo("421 4.7.0 Too many commands without a message, closing the connection");
      assertThatThrownBy(client::read).isInstanceOf(IOException.class);
    }
  }

  @Test
  void clientThatSendsMessagesStays() throws Exception {
    try (SmtpClient client = connect("127.0.0.6")) {
      client.command("EHLO client.example.net");
      client.startTls(server.trust());
      client.command("EHLO client.example.net");
      assertThat(client.authPlain(DemoData.ALICE, DemoData.ALICE_PASSWORD).code()).isEqualTo(235);
      for (int message = 0; message < 4; message++) {
        assertThat(client.command("MAIL FROM:<" + DemoData.ALICE + ">").code()).isEqualTo(250);
        for (int i = 0; i < 20; i++) {
          assertThat(client.command("RCPT TO:<limits" + i + "@example.net>").code()).isEqualTo(250);
        }
        assertThat(client.data(bytes(withBody("Hello\r\n"))).code()).isEqualTo(250);
        assertThat(client.command("NOOP").code()).isEqualTo(250);
      }
    }
  }

  @Test
  void clientThatSaysNothingIsTold() throws Exception {
    try (SmtpClient client = connect("127.0.0.7")) {
      assertThat(client.read().toString())
          .isEqualTo("421 4.4.2 Nothing came for too long, closing the connection");
      assertThatThrownBy(client::read).isInstanceOf(IOException.class);
    }
  }

  @Test
  void handshakeThatDoesNotComeIsNotWaitedFor() throws Exception {
    try (Socket socket = new Socket(IpAddress.parse("::1").orElseThrow(), server.ports().tls())) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    try (SmtpClient client = connect("127.0.0.8")) {
      assertThat(client.command("STARTTLS").code()).isEqualTo(220);
      assertThatThrownBy(client::read).isInstanceOf(IOException.class);
    }
  }

  @Test
  void connectionsOfOneAddressAreLimited() throws Exception {
    SmtpClient[] clients = new SmtpClient[6];
    for (int i = 0; i < clients.length; i++) {
      clients[i] = connect("127.0.0.9");
    }
    try (SmtpClient refused = server.connectFrom("127.0.0.9");
        SmtpClient other = connect("127.0.0.10")) {
      assertThat(refused.read().toString())
          .isEqualTo("421 4.7.0 Too many connections, try again later");
      assertThat(other.command("NOOP").code()).isEqualTo(250);
    }
    for (SmtpClient client : clients) {
      client.close();
    }
    await()
        .untilAsserted(
            () -> {
              try (SmtpClient again = server.connectFrom("127.0.0.9")) {
                assertThat(again.read().code()).isEqualTo(220);
              }
            });
  }

  @Test
  void lineWithoutEndIsThrownAwayAndRefused() throws Exception {
    try (SmtpClient client = connectTls()) {
      byte[] megabyte = bytes("x".repeat(1024 * 1024));
      for (int i = 0; i < 20; i++) {
        client.write(megabyte);
      }
      assertThat(client.command("NOOP").toString()).isEqualTo("500 5.5.2 Line too long");
      assertThat(client.command("NOOP").code()).isEqualTo(250);
    }
  }

  @Test
  void manyCommandsInOnePacketAreAnsweredInOrder() throws Exception {
    try (SmtpClient client = connectTls()) {
      int many = 20_000;
      Thread writer = writing(client, "XPROBE\r\nNOOP\r\n".repeat(many), new AtomicLong());
      for (int i = 0; i < many; i++) {
        assertThat(client.read().text()).startsWith("submissions on");
        assertThat(client.read().code()).isEqualTo(250);
      }
      writer.join();
    }
  }

  @Test
  void clientThatReadsNothingIsNotReadFrom() throws Exception {
    AtomicLong written = new AtomicLong();
    String commands = "NOOP\r\n".repeat(20_000_000 / 6);
    Thread writer;
    try (SmtpClient client = connectTls()) {
      writer = writing(client, commands, written);
      AtomicLong before = new AtomicLong();
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> written.get() > 0 && before.getAndSet(written.get()) == written.get());

      assertThat(written.get()).isLessThan(commands.length());
    }
    writer.join();
  }

  private static Thread writing(SmtpClient client, String text, AtomicLong written) {
    Thread writer =
        new Thread(
            () -> {
              byte[] bytes = bytes(text);
              try {
                for (int start = 0; start < bytes.length; start += 60_000) {
                  int end = Math.min(bytes.length, start + 60_000);
                  client.write(Arrays.copyOfRange(bytes, start, end));
                  written.addAndGet(end - start);
                }
              } catch (IOException e) {
                // The connection was closed; the test looks at how far it came.
              }
            });
    writer.start();
    return writer;
  }

  private static SmtpClient connect(String from) throws IOException {
    SmtpClient client = server.connectFrom(from);
    assertThat(client.read().code()).isEqualTo(220);
    return client;
  }

  private static SmtpClient connectTls() throws IOException {
    return SmtpClient.connectTls(
        "::1", server.ports().tls(), server.trust(), Conversation.silent());
  }
}
