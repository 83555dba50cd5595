package email.wildduck.james.endtoend.wildduck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One IMAP connection under TLS, with the few commands that the tests need. Not thread-safe. */
public final class ImapClient implements AutoCloseable {
  private static final int TIMEOUT_MS = 60_000;
  private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}$");

  private final SSLSocket socket;
  private final InputStream in;
  private int commands;

  private ImapClient(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static ImapClient connect(int port, SSLContext trust) throws IOException {
    SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(TIMEOUT_MS);
    socket.startHandshake();
    ImapClient client = new ImapClient(socket);
    client.line();
    return client;
  }

  /** Logs in; whether that was allowed. */
  public boolean login(String name, String password) throws IOException {
    List<String> answer = command("LOGIN " + quoted(name) + " " + quoted(password));
    return answer.get(answer.size() - 1).startsWith("OK");
  }

  /** The folders, as the server lists them. */
  public List<String> list() throws IOException {
    List<String> answer = command("LIST \"\" \"*\"");
    return answer.subList(0, answer.size() - 1);
  }

  /** The n-th message of a folder, byte for byte. */
  public byte[] fetch(String folder, int number) throws IOException {
    command("EXAMINE " + quoted(folder));
    List<String> answer = command("FETCH " + number + " BODY.PEEK[]");
    // A literal comes as a line of its own, behind the one that announces it.
    return answer.get(1).getBytes(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** All lines of the answer; the last one without its tag. */
  private List<String> command(String command) throws IOException {
    String tag = "a" + ++commands;
    socket.getOutputStream().write((tag + " " + command + "\r\n").getBytes(UTF_8));
    List<String> lines = new ArrayList<>();
    while (true) {
      String line = line();
      if (line.startsWith(tag + " ")) {
        lines.add(line.substring(tag.length() + 1));
        return lines;
      }
      lines.add(line);
      Matcher literal = LITERAL.matcher(line);
      if (literal.find()) {
        lines.add(new String(in.readNBytes(Integer.parseInt(literal.group(1))), ISO_8859_1));
      }
    }
  }

  private String line() throws IOException {
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

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
