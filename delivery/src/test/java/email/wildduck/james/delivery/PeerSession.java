package email.wildduck.james.delivery;

import email.wildduck.james.embedded.tls.SelfSignedCertificate;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;

/** One connection of a {@link ScriptedPeer}. */
public final class PeerSession implements AutoCloseable {
  private final Socket tcp;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile String note = "";
  private volatile String tlsVersion = "";
  private volatile List<String> serverNames = List.of();
  private InputStream in;
  private OutputStream out;

  PeerSession(Socket tcp) throws IOException {
    this.tcp = tcp;
    this.in = new BufferedInputStream(tcp.getInputStream());
    this.out = tcp.getOutputStream();
  }

  /** Sends lines, each with CRLF. */
  public void say(String... lines) throws IOException {
    raw(String.join("\r\n", lines) + "\r\n");
  }

  /** Sends text as it is. */
  public void raw(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** The next line. */
  public String hear() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    while (b != '\n') {
      if (b < 0) {
        throw new EOFException("closed by the client");
      }
      line.write(b);
      b = in.read();
    }
    String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
    heard.add(text);
    return text;
  }

  /** The next line, which starts like this; then answers it. */
  public void expect(String start, String... answer) throws IOException {
    String line = hear();
    if (!line.startsWith(start)) {
      throw new AssertionError("expected " + start + ", heard " + line);
    }
    if (answer.length > 0) {
      say(answer);
    }
  }

  /** Greets and announces extensions. */
  public void open(String... extensions) throws IOException {
    say("220 peer.example ESMTP");
    ehlo(extensions);
  }

  /** Answers EHLO. */
  public void ehlo(String... extensions) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String extension : extensions) {
      text.append("250-").append(extension).append("\r\n");
    }
    expect("EHLO ");
    raw("250-peer.example\r\n" + text + "250 ENHANCEDSTATUSCODES\r\n");
  }

  /** MAIL, one RCPT and DATA, all accepted, and the message. */
  public String take() throws IOException {
    expect("MAIL FROM:", "250 2.1.0 ok");
    expect("RCPT TO:", "250 2.1.5 ok");
    expect("DATA", "354 go on");
    return message();
  }

  /** Reads up to the final dot, dots still doubled; the lines end with CRLF. */
  public String message() throws IOException {
    StringBuilder text = new StringBuilder();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("closed in the message");
      }
      line.write(b);
      if (b == '\n') {
        String next = line.toString(StandardCharsets.ISO_8859_1);
        line.reset();
        if (next.equals(".\r\n")) {
          return text.toString();
        }
        text.append(next);
      }
    }
  }

  /** Goes on over TLS. */
  public void tls(SelfSignedCertificate certificate) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            certificate.context().getSocketFactory().createSocket(tcp, null, tcp.getPort(), false);
    socket.setUseClientMode(false);
    socket.startHandshake();
    ExtendedSSLSession session = (ExtendedSSLSession) socket.getSession();
    tlsVersion = session.getProtocol();
    serverNames = session.getRequestedServerNames().stream().map(String::valueOf).toList();
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** The version of TLS, once it is spoken. */
  public String tlsVersion() {
    return tlsVersion;
  }

  /** The names that the client has asked for (SNI). */
  public List<String> serverNames() {
    return serverNames;
  }

  /** Waits until the client closes the connection. */
  public void awaitEnd() throws IOException {
    while (in.read() >= 0) {
      note = "heard more";
    }
  }

  /** Ends the connection with RST. */
  public void reset() throws IOException {
    tcp.setSoLinger(true, 0);
    tcp.close();
  }

  /** All lines so far, without messages. */
  public List<String> heard() {
    return heard;
  }

  /** The lines that start like this. */
  public List<String> heard(String start) {
    return heard.stream().filter(line -> line.startsWith(start)).toList();
  }

  /** Remembers a word of the test. */
  public void remark(String text) {
    note(text);
  }

  void note(String text) {
    note = text;
  }

  /** What happened besides. */
  public String note() {
    return note;
  }

  public String clientAddress() {
    return tcp.getInetAddress().getHostAddress();
  }

  @Override
  public void close() throws IOException {
    tcp.close();
  }
}
