package email.wildduck.james.embedded.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The bytes and lines of one connection. */
final class SmtpWire implements AutoCloseable {

  private static final int LONGEST_LINE = 8192;

  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int limit;
  private Socket socket;
  private InputStream input;

  SmtpWire(Socket socket) throws IOException {
    this.socket = socket;
    this.input = socket.getInputStream();
  }

  /**
   * The next byte.
   *
   * @throws EOFException if the client has gone
   */
  int read() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, input.read(buffer));
      if (limit == 0) {
        throw new EOFException("Connection closed");
      }
    }
    return buffer[position++] & 0xff;
  }

  /** The next command, without its line end. */
  String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = read(); octet != '\n'; octet = read()) {
      if (line.size() == LONGEST_LINE) {
        throw new IOException("Line too long");
      }
      line.write(octet);
    }
    String text = line.toString(UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  void write(SmtpReply reply) throws IOException {
    socket.getOutputStream().write(reply.lines().getBytes(UTF_8));
    socket.getOutputStream().flush();
  }

  /** Goes on encrypted. What the client sent ahead in the clear is forgotten. */
  void startTls(SSLContext context) throws IOException {
    SSLSocket encrypted =
        (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    encrypted.setUseClientMode(false);
    encrypted.startHandshake();
    position = 0;
    limit = 0;
    socket = encrypted;
    input = encrypted.getInputStream();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
