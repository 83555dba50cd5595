package email.wildduck.james.server;

import static email.wildduck.james.server.Messages.bytes;
import static email.wildduck.james.server.Messages.withBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.embedded.client.Conversation;
import email.wildduck.james.embedded.client.SmtpAnswer;
import email.wildduck.james.embedded.client.SmtpClient;
import email.wildduck.james.server.demo.DemoData;
import email.wildduck.james.smtp.port.IpAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PROXY protocol: 127.0.0.1 is a proxy that is trusted, 127.0.0.2 is somebody else. */
class ProxyProtocolTest {
  private static final byte[] V2_SIGNATURE = bytes("\r\n\r\n\0\r\nQUIT\n");
  private static final int V2_LOCAL = 0x20;
  private static final int V2_PROXY = 0x21;
  private static final int TCP6 = 0x21;

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
                        "<jmxName>submission</jmxName><proxy><trusted>127.0.0.1</trusted>"
                            + "<others>accept</others><timeout>1</timeout></proxy>")
                    .replace(
                        "smtpserver.xml",
                        "<jmxName>submissions</jmxName>",
                        "<jmxName>submissions</jmxName>"
                            + "<proxy><trusted>127.0.0.1</trusted></proxy>")
                    .replace("smtpserver.xml", "IP>50<", "IP>2<"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void addressOfAVersion1HeaderIsTheClients() throws Exception {
    try (SmtpClient client = proxied("PROXY TCP4 192.0.2.77 198.51.100.1 50000 587\r\n")) {
      startTlsAndSend(client, "v1@example.net");
    }
    assertThat(Messages.received(Messages.received(server, "v1@example.net")))
        .contains("([192.0.2.77])");
  }

  @Test
  void addressOfAVersion2HeaderIsTheClients() throws Exception {
    ByteBuffer addresses = ByteBuffer.allocate(36);
    addresses.put(IpAddress.parse("2001:db8::7").orElseThrow().getAddress());
    addresses.put(IpAddress.parse("2001:db8::1").orElseThrow().getAddress());
    addresses.putShort((short) 50000).putShort((short) 587);
    try (SmtpClient client = proxied(v2(V2_PROXY, TCP6, addresses.array()))) {
      startTlsAndSend(client, "v2@example.net");
    }
    assertThat(Messages.received(Messages.received(server, "v2@example.net")))
        .contains("([IPv6:2001:db8:0:0:0:0:0:7])");
  }

  @Test
  void tlsFromTheFirstByteStartsBehindTheHeader() throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.ports().tls());
    socket.getOutputStream().write(bytes("PROXY TCP4 192.0.2.78 198.51.100.1 50000 465\r\n"));
    SSLSocket tls =
        (SSLSocket) server.trust().getSocketFactory().createSocket(socket, "localhost", 465, true);
    try (SmtpClient client = SmtpClient.over(tls, Conversation.silent())) {
      assertThat(client.read().code()).isEqualTo(220);
      send(client, "tlsproxy@example.net");
    }
    assertThat(Messages.received(Messages.received(server, "tlsproxy@example.net")))
        .contains("([192.0.2.78])");
  }

  @Test
  void healthChecksOfTheProxyAreGreeted() throws Exception {
    try (SmtpClient client = proxied("PROXY UNKNOWN\r\n")) {
      assertThat(client.read().code()).isEqualTo(220);
      assertThat(client.command("QUIT").code()).isEqualTo(221);
    }
    try (SmtpClient client = proxied(v2(V2_LOCAL, 0, new byte[0]))) {
      assertThat(client.read().code()).isEqualTo(220);
    }
  }

  @Test
  void proxyThatSendsNoHeaderIsSentAway() throws Exception {
    try (SmtpClient client = proxied("")) {
      assertThat(client.read().toString())
          .isEqualTo("421 4.3.5 A header of the PROXY protocol is expected");
      assertThatThrownBy(client::read).isInstanceOf(IOException.class);
    }
  }

  @Test
  void connectionOfAProxyThatSendsSomethingElseIsDropped() throws Exception {
    for (String line :
        List.of("EHLO client.example.net and so on\r\n", "PROXY TCP4 one two 3 4\r\n")) {
      try (SmtpClient client = proxied(line)) {
        assertThatThrownBy(client::read).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void headerOfSomebodyElseIsNotBelieved() throws Exception {
    try (SmtpClient client = server.connectFrom("127.0.0.2")) {
      assertThat(client.read().code()).isEqualTo(220);
      SmtpAnswer answer = client.command("PROXY TCP4 192.0.2.79 198.51.100.1 50000 587");
      assertThat(answer.code()).isEqualTo(500);
      client.command("EHLO client.example.net");
      client.startTls(server.trust());
      send(client, "spoofed@example.net");
    }
    assertThat(Messages.received(Messages.received(server, "spoofed@example.net")))
        .contains("([127.0.0.2])");
  }

  @Test
  void somebodyElseIsSentAwayWhereOnlyProxiesMayConnect() throws Exception {
    try (SmtpClient client =
        TestServer.connectFrom("127.0.0.2", "127.0.0.1", server.ports().tls())) {
      assertThatThrownBy(client::read).isInstanceOf(IOException.class);
    }
  }

  @Test
  void connectionsAreLimitedPerClientAndNotPerProxy() throws Exception {
    String first = "PROXY TCP4 192.0.2.90 198.51.100.1 50000 587\r\n";
    String second = "PROXY TCP4 192.0.2.91 198.51.100.1 50000 587\r\n";
    try (SmtpClient one = proxied(first);
        SmtpClient two = proxied(first);
        SmtpClient other = proxied(second)) {
      assertThat(one.read().code()).isEqualTo(220);
      assertThat(two.read().code()).isEqualTo(220);
      assertThat(other.read().code()).isEqualTo(220);
      try (SmtpClient three = proxied(first)) {
        assertThat(three.read().toString())
            .isEqualTo("421 4.7.0 Too many connections, try again later");
      }
    }
  }

  private static SmtpClient proxied(String header) throws IOException {
    return proxied(bytes(header));
  }

  private static SmtpClient proxied(byte[] header) throws IOException {
    SmtpClient client = server.connectFrom("127.0.0.1");
    client.write(header);
    return client;
  }

  private static byte[] v2(int command, int family, byte[] addresses) {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(V2_SIGNATURE);
    header.write(command);
    header.write(family);
    header.write(0);
    header.write(addresses.length);
    header.writeBytes(addresses);
    return header.toByteArray();
  }

  private static void startTlsAndSend(SmtpClient client, String recipient) throws IOException {
    assertThat(client.read().code()).isEqualTo(220);
    client.command("EHLO client.example.net");
    client.startTls(server.trust());
    send(client, recipient);
  }

  private static void send(SmtpClient client, String recipient) throws IOException {
    client.command("EHLO client.example.net");
    assertThat(client.authPlain(DemoData.ALICE, DemoData.ALICE_PASSWORD).code()).isEqualTo(235);
    assertThat(client.command("MAIL FROM:<" + DemoData.ALICE + ">").code()).isEqualTo(250);
    assertThat(client.command("RCPT TO:<" + recipient + ">").code()).isEqualTo(250);
    assertThat(client.data(bytes(withBody("Hello\r\n"))).code()).isEqualTo(250);
  }
}
