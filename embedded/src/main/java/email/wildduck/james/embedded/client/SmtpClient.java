package email.wildduck.james.embedded.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One connection to an SMTP server. Not thread-safe. */
public final class SmtpClient implements AutoCloseable {
  private static final int TIMEOUT_MS = 60_000;

  private final Conversation conversation;
  private Socket socket;
  private InputStream in;
  private OutputStream out;

  private SmtpClient(Socket socket, Conversation conversation) throws IOException {
    this.conversation = conversation;
    use(socket);
  }

  /** Connects in clear text and reads the greeting. */
  public static SmtpClient connect(String host, int port, Conversation conversation)
      throws IOException {
    SmtpClient client = new SmtpClient(new Socket(host, port), conversation);
    client.read();
    return client;
  }

  /** Connects under TLS from the first byte and reads the greeting. */
  public static SmtpClient connectTls(
      String host, int port, SSLContext trust, Conversation conversation) throws IOException {
    return connectTls(host, port, trust, host, conversation);
  }

  /** The same, asking for the certificate of a name (SNI). */
  public static SmtpClient connectTls(
      String host, int port, SSLContext trust, String serverName, Conversation conversation)
      throws IOException {
    SSLSocket socket = secure(new Socket(host, port), trust, serverName);
    SmtpClient client = new SmtpClient(socket, conversation);
    client.noteTls(socket);
    client.read();
    return client;
  }

  /** Uses a connection that somebody else has made, and does not wait for the greeting. */
  public static SmtpClient over(Socket socket, Conversation conversation) throws IOException {
    return new SmtpClient(socket, conversation);
  }

  /** STARTTLS and the handshake. */
  public void startTls(SSLContext trust) throws IOException {
    startTls(trust, socket.getInetAddress().getHostAddress());
  }

  /** The same, asking for the certificate of a name (SNI). */
  public void startTls(SSLContext trust, String serverName) throws IOException {
    SmtpAnswer answer = command("STARTTLS");
    if (answer.code() != 220) {
      throw new IOException("STARTTLS was answered with " + answer);
    }
    SSLSocket secure = secure(socket, trust, serverName);
    use(secure);
    noteTls(secure);
  }

  /** The certificate that the server has shown. */
  public Certificate serverCertificate() throws IOException {
    return ((SSLSocket) socket).getSession().getPeerCertificates()[0];
  }

  private static SSLSocket secure(Socket connected, SSLContext trust, String serverName)
      throws IOException {
    SSLSocket secure =
        (SSLSocket)
            trust.getSocketFactory().createSocket(connected, serverName, connected.getPort(), true);
    secure.setSoTimeout(TIMEOUT_MS);
    secure.startHandshake();
    return secure;
  }

  /** AUTH PLAIN with an initial response; the conversation is not told the password. */
  public SmtpAnswer authPlain(String name, String password) throws IOException {
    byte[] response = ("\0" + name + "\0" + password).getBytes(UTF_8);
    conversation.client("AUTH PLAIN " + "*".repeat(12));
    return send("AUTH PLAIN " + Base64.getEncoder().encodeToString(response));
  }

  /** AUTH LOGIN in three steps; the conversation is not told the password. */
  public SmtpAnswer authLogin(String name, String password) throws IOException {
    SmtpAnswer answer = command("AUTH LOGIN");
    if (answer.code() != 334) {
      return answer;
    }
    answer = command(Base64.getEncoder().encodeToString(name.getBytes(UTF_8)));
    if (answer.code() != 334) {
      return answer;
    }
    conversation.client("*".repeat(12));
    return send(Base64.getEncoder().encodeToString(password.getBytes(UTF_8)));
  }

  /** Sends a line and reads the reply. */
  public SmtpAnswer command(String line) throws IOException {
    conversation.client(line);
    return send(line);
  }

  /** DATA, the message, and the reply to its end. The reply to DATA itself, when it is not 354. */
  public SmtpAnswer data(byte[] message) throws IOException {
    SmtpAnswer answer = command("DATA");
    if (answer.code() != 354) {
      return answer;
    }
    conversation.note("(the message, " + message.length + " bytes)");
    out.write(stuffed(message));
    out.write(".\r\n".getBytes(ISO_8859_1));
    out.flush();
    conversation.client(".");
    return read();
  }

  /** Writes bytes as they are, for what no well-behaved client does. */
  public void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Reads one reply. */
  public SmtpAnswer read() throws IOException {
    List<String> lines = new ArrayList<>();
    String line;
    do {
      line = readLine();
      lines.add(line);
      conversation.server(line);
    } while (line.length() > 3 && line.charAt(3) == '-');
    return new SmtpAnswer(Integer.parseInt(line.substring(0, 3)), lines);
  }

  /** Closes the connection without a word. */
  @Override
  public void close() throws IOException {
    socket.close();
  }

  private SmtpAnswer send(String line) throws IOException {
    out.write((line + "\r\n").getBytes(UTF_8));
    out.flush();
    return read();
  }

  private void use(Socket connected) throws IOException {
    socket = connected;
    socket.setSoTimeout(TIMEOUT_MS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    out = new BufferedOutputStream(socket.getOutputStream());
  }

  private void noteTls(SSLSocket secure) {
    conversation.note(
        "("
            + secure.getSession().getProtocol()
            + ", "
            + secure.getSession().getCipherSuite()
            + ")");
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    while (b != '\n') {
      if (b < 0) {
        throw new EOFException("the server closed the connection");
      }
      line.write(b);
      b = in.read();
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  /** The message with dots doubled at the start of lines, ended by CRLF. */
  private static byte[] stuffed(byte[] message) {
    ByteArrayOutputStream stuffed = new ByteArrayOutputStream(message.length + 64);
    boolean lineStart = true;
    for (byte b : message) {
      if (lineStart && b == '.') {
        stuffed.write('.');
      }
      stuffed.write(b);
      lineStart = b == '\n';
    }
    if (!lineStart) {
      stuffed.writeBytes("\r\n".getBytes(ISO_8859_1));
    }
    return stuffed.toByteArray();
  }
}
