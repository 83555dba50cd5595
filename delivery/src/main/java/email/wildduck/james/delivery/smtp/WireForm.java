package email.wildduck.james.delivery.smtp;

import email.wildduck.james.core.message.OctetScan;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Turns a message into what follows DATA (RFC 5321 §4.5.2): CRLF, a bare LF and a bare CR each end
 * a line, as the signer reads them; a dot at the start of a line is doubled. Not thread-safe.
 */
final class WireForm {
  private static final byte[] CRLF = {'\r', '\n'};

  private final OutputStream out;
  private boolean lineStart = true;
  private boolean afterCr;

  /**
   * @param out gets each run of bytes in one call
   */
  WireForm(OutputStream out) {
    this.out = out;
  }

  void write(byte[] bytes, int length) throws IOException {
    int at = 0;
    while (at < length) {
      at = afterCr || isLineEnd(bytes[at]) ? lineEnd(bytes, at) : text(bytes, at, length);
    }
  }

  private static boolean isLineEnd(byte b) {
    return b == '\r' || b == '\n';
  }

  private int lineEnd(byte[] bytes, int at) throws IOException {
    if (afterCr && bytes[at] == '\n') {
      afterCr = false;
      return at + 1;
    }
    if (!isLineEnd(bytes[at])) {
      afterCr = false;
      return at;
    }
    out.write(CRLF, 0, CRLF.length);
    lineStart = true;
    afterCr = bytes[at] == '\r';
    return at + 1;
  }

  /** As far as the bytes go over the wire as they are, CRLF included. */
  private int text(byte[] bytes, int from, int length) throws IOException {
    if (lineStart && bytes[from] == '.') {
      out.write('.');
    }
    int at = OctetScan.lineEnd(bytes, from, length);
    // Whole lines in one run, as long as nothing in them has to change.
    while (at + 2 < length
        && bytes[at] == '\r'
        && bytes[at + 1] == '\n'
        && bytes[at + 2] != '.'
        && !isLineEnd(bytes[at + 2])) {
      at = OctetScan.lineEnd(bytes, at + 2, length);
    }
    out.write(bytes, from, at - from);
    lineStart = false;
    return at;
  }

  /** The end of the last line, if it has none. */
  void finish() throws IOException {
    if (!lineStart) {
      out.write(CRLF, 0, CRLF.length);
    }
  }
}
