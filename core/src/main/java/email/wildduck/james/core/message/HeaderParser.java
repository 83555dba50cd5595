package email.wildduck.james.core.message;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.error.SmtpReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the header of a message (RFC 5322 §2.2) from a stream, up to and including the empty line,
 * and nothing behind it. A line ends with LF, whether a CR stands before it or not.
 */
final class HeaderParser {
  private final InputStream in;
  private final long limit;
  private long consumed;

  /**
   * @param in should be buffered: it is read byte by byte
   * @param limit the most bytes that a header may have
   */
  HeaderParser(InputStream in, long limit) {
    this.in = in;
    this.limit = limit;
  }

  /** What the stream began with. */
  static final class Parsed {
    final Headers headers;
    final byte[] separator;
    final long length;

    private Parsed(Headers headers, byte[] separator, long length) {
      this.headers = headers;
      this.separator = separator;
      this.length = length;
    }
  }

  /**
   * @throws SmtpException 552 5.3.4 when the header is longer than the limit
   */
  Parsed parse() throws IOException {
    List<HeaderField> fields = new ArrayList<>();
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    byte[] line = readLine();
    while (line.length > 0 && !isEmptyLine(line)) {
      if (!isFold(line) && field.size() > 0) {
        fields.add(HeaderField.ofBytes(field.toByteArray()));
        field.reset();
      }
      field.write(line, 0, line.length);
      line = readLine();
    }
    if (field.size() > 0) {
      fields.add(HeaderField.ofBytes(field.toByteArray()));
    }
    return new Parsed(Headers.of(fields), line, consumed);
  }

  private byte[] readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    int b = in.read();
    while (b >= 0) {
      consumed++;
      if (consumed > limit) {
        throw new SmtpException(
            SmtpReply.of(552, "5.3.4", "The header of the message exceeds " + limit + " bytes"));
      }
      line.write(b);
      if (b == '\n') {
        break;
      }
      b = in.read();
    }
    return line.toByteArray();
  }

  private static boolean isEmptyLine(byte[] line) {
    return line[0] == '\n' || line.length == 2 && line[0] == '\r' && line[1] == '\n';
  }

  private static boolean isFold(byte[] line) {
    return line[0] == ' ' || line[0] == '\t';
  }
}
