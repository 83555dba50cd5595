package email.wildduck.james.embedded.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** SMTP over a plain socket, byte by byte as the test wants it. */
final class RawSmtpClient implements AutoCloseable {

  private Socket socket;
  private InputStream input;
  private OutputStream output;

  RawSmtpClient(SmtpSink sink) throws IOException {
    use(new Socket(InetAddress.getLoopbackAddress(), sink.port()));
  }

  private void use(Socket connected) throws IOException {
    socket = connected;
    input = connected.getInputStream();
    output = new BufferedOutputStream(connected.getOutputStream(), 64 * 1024);
  }

  static RawSmtpClient greeted(SmtpSink sink) throws IOException {
    RawSmtpClient client = new RawSmtpClient(sink);
    client.reply();
    client.command("EHLO client.example");
    return client;
  }

  /** The lines of the next reply, joined; empty at the end of the connection. */
  String reply() throws IOException {
    List<String> lines = new ArrayList<>();
    do {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int octet = input.read(); octet >= 0 && octet != '\n'; octet = input.read()) {
        line.write(octet);
      }
      lines.add(line.toString(UTF_8).stripTrailing());
    } while (lines.get(lines.size() - 1).matches("\\d{3}-.*"));
    return String.join("\n", lines);
  }

  String command(String line) throws IOException {
    send((line + "\r\n").getBytes(UTF_8));
    flush();
    return reply();
  }

  void send(byte[] bytes) throws IOException {
    output.write(bytes);
  }

  void flush() throws IOException {
    output.flush();
  }

  /** Sends a message, which must end with CR LF, with transparency dots. */
  String message(byte[] content) throws IOException {
    command("DATA");
    send(stuffed(content));
    send(".\r\n".getBytes(UTF_8));
    flush();
    return reply();
  }

  private static byte[] stuffed(byte[] content) {
    ByteArrayOutputStream stuffed = new ByteArrayOutputStream();
    for (int i = 0; i < content.length; i++) {
      boolean lineStart = i == 0 || (i > 1 && content[i - 1] == '\n' && content[i - 2] == '\r');
      if (lineStart && content[i] == '.') {
        stuffed.write('.');
      }
      stuffed.write(content[i]);
    }
    return stuffed.toByteArray();
  }

  void startTls(X509Certificate trusted, String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("sink", trusted);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLSocket encrypted =
        (SSLSocket) context.getSocketFactory().createSocket(socket, name, socket.getPort(), true);
    SSLParameters parameters = encrypted.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // checks the host name
    encrypted.setSSLParameters(parameters);
    encrypted.startHandshake();
    use(encrypted);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
