package email.wildduck.james.server;

import static email.wildduck.james.server.Messages.bytes;
import static email.wildduck.james.server.Messages.withBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.server.demo.DemoData;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** XCLIENT: 127.0.0.1 is a proxy that is trusted, 127.0.0.2 is somebody else. */
class XclientTest {
  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.configured(
            folder,
            home ->
                home.replace(
                        "smtpserver.xml",
                        "<jmxName>submission</jmxName>",
                        "<jmxName>submission</jmxName><xclient><trusted>127.0.0.1</trusted>"
                            + "</xclient>")
                    .replace("smtpserver.xml", "IP>50<", "IP>20<"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void commandIsAnnouncedToTrustedPeersOnly() throws Exception {
    try (SmtpClient proxy = connect("127.0.0.1");
        SmtpClient other = connect("127.0.0.2")) {
      assertThat(proxy.command("EHLO proxy.example.net").toString())
          .contains("XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT");
      assertThat(other.command("EHLO proxy.example.net").toString()).doesNotContain("XCLIENT");
    }
  }

  @Test
  void peerThatIsNotTrustedIsRefused() throws Exception {
    try (SmtpClient client = connect("127.0.0.2")) {
      client.command("EHLO client.example.net");
      assertThat(client.command("XCLIENT ADDR=192.0.2.7 LOGIN=alice").toString())
          .isEqualTo("550 5.7.0 Not authorized");
      assertThat(client.command("MAIL FROM:<" + DemoData.ALICE + ">").code()).isEqualTo(530);
    }
  }

  @Test
  void commandIsUnknownOnAPortWithoutTrustedPeers() throws Exception {
    try (SmtpClient client = server.connectTls()) {
      assertThat(client.command("XCLIENT ADDR=192.0.2.7").code()).isEqualTo(500);
    }
  }

  @Test
  void clientOfTheProxySendsWithoutAPassword() throws Exception {
    try (SmtpClient client = connect("127.0.0.1")) {
      client.command("EHLO proxy.example.net");
      assertThat(
              client
                  .command(
                      "XCLIENT ADDR=IPV6:2001:db8::7 NAME=[UNAVAILABLE] PORT=4321 LOGIN="
                          + DemoData.ALICE)
                  .code())
          .isEqualTo(220);
      assertThat(client.command("EHLO laptop.example.net").toString()).doesNotContain("XCLIENT");
      assertThat(client.command("MAIL FROM:<" + DemoData.ALICE + ">").code()).isEqualTo(250);
      assertThat(client.command("RCPT TO:<xclient@example.net>").code()).isEqualTo(250);
      assertThat(client.data(bytes(withBody("Hello\r\n"))).code()).isEqualTo(250);
    }
    assertThat(Messages.received(Messages.received(server, "xclient@example.net")))
        .contains("from laptop.example.net ([IPv6:2001:db8:0:0:0:0:0:7])")
        .contains("(Authenticated sender: alice[alice@example.com])");
  }

  @Test
  void clientCannotSayItIsSomebodyElse() throws Exception {
    try (SmtpClient client = connect("127.0.0.1")) {
      assertThat(client.command("XCLIENT ADDR=192.0.2.7").code()).isEqualTo(220);
      assertThat(client.command("XCLIENT LOGIN=alice").code()).isEqualTo(550);
    }
    try (SmtpClient client = connect("127.0.0.1")) {
      assertThat(client.command("XCLIENT ADDR=[UNAVAILABLE]").code()).isEqualTo(220);
      assertThat(client.command("XCLIENT LOGIN=alice").code()).isEqualTo(550);
    }
    try (SmtpClient client = connect("127.0.0.1")) {
      assertThat(client.command("XCLIENT LOGIN=bob").code()).isEqualTo(220);
      assertThat(client.command("XCLIENT LOGIN=alice").code()).isEqualTo(550);
    }
    try (SmtpClient client = connect("127.0.0.1")) {
      assertThat(client.command("XCLIENT ADDR=127.0.0.1").code()).isEqualTo(220);
      assertThat(client.command("XCLIENT LOGIN=alice").code()).isEqualTo(550);
    }
  }

  @Test
  void attributesMayComeInSeveralCommandsBeforeTheAddress() throws Exception {
    try (SmtpClient client = connect("127.0.0.1")) {
      assertThat(client.command("XCLIENT NAME=laptop.example.net PROTO=ESMTP").code())
          .isEqualTo(220);
      assertThat(client.command("XCLIENT HELO=laptop DESTPORT=587").code()).isEqualTo(220);
      assertThat(client.command("XCLIENT ADDR=192.0.2.8 LOGIN=alice").code()).isEqualTo(220);
    }
  }

  @Test
  void unknownLoginIsRefused() throws Exception {
    try (SmtpClient client = connect("127.0.0.1")) {
      client.command("EHLO client.example.net");
      assertThat(client.command("XCLIENT LOGIN=nobody").toString())
          .isEqualTo("535 5.7.8 Authentication failed");
      assertThat(client.command("MAIL FROM:<" + DemoData.ALICE + ">").code()).isEqualTo(530);
    }
  }

  @Test
  void wrongAttributesAreRefused() throws Exception {
    try (SmtpClient client = connect("127.0.0.1")) {
      assertThat(client.command("XCLIENT").code()).isEqualTo(501);
      assertThat(client.command("XCLIENT ADDR=localhost").code()).isEqualTo(501);
      assertThat(client.command("XCLIENT USER=alice").toString())
          .isEqualTo("501 5.5.4 Bad XCLIENT attribute");
    }
  }

  @Test
  void connectionsCountForTheClient() throws Exception {
    SmtpClient[] clients = new SmtpClient[21];
    try {
      for (int i = 0; i < clients.length; i++) {
        clients[i] = connect("127.0.0.1");
        int code = clients[i].command("XCLIENT ADDR=203.0.113.5").code();
        assertThat(code).isEqualTo(i < 20 ? 220 : 421);
      }
      SmtpClient refused = clients[20];
      assertThatThrownBy(refused::read).isInstanceOf(IOException.class);
    } finally {
      for (SmtpClient client : clients) {
        if (client != null) {
          client.close();
        }
      }
    }
  }

  private static SmtpClient connect(String from) throws IOException {
    SmtpClient client = server.connectFrom(from);
    assertThat(client.read().code()).isEqualTo(220);
    return client;
  }
}
