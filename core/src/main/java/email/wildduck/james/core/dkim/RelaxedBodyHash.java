package email.wildduck.james.core.dkim;

import email.wildduck.james.core.message.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * The SHA-256 of a message body in relaxed canonical form (RFC 6376 §3.4.4): the {@code bh=} of a
 * signature. What is written to it is the body; memory use does not depend on its size.
 *
 * <p>The hash is that of the body as it goes over the wire: CRLF, a bare LF and a bare CR each end
 * a line. A body without any text, be it empty or blank lines only, has the hash of no bytes.
 */
public final class RelaxedBodyHash extends OutputStream {
  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] SPACE = {' '};

  private final MessageDigest digest = Sha256.newDigest();
  private final byte[] buffer = new byte[8192];
  private int buffered;

  /** Line ends that count only if text follows. */
  private long pendingLineEnds;

  /** White space that counts only if text follows on its line. */
  private boolean pendingSpace;

  private boolean afterCr;
  private boolean hasText;

  /** Reads a body once, unless its hash is known, and gives its hash in base64. */
  public static String of(ByteSource body) throws IOException {
    if (body instanceof HashedBody) {
      return ((HashedBody) body).relaxedBodyHash();
    }
    RelaxedBodyHash hash = new RelaxedBodyHash();
    try (InputStream in = body.open()) {
      in.transferTo(hash);
    }
    return hash.finish();
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (isText(bytes[at])) {
        int start = at;
        at = endOfRun(bytes, at + 1, end);
        text(bytes, start, at - start);
      } else {
        blankOrLineEnd(bytes[at++]);
      }
    }
  }

  /** Ends the body and gives its hash in base64. Nothing can be written afterwards. */
  public String finish() {
    if (hasText) {
      append(CRLF, 0, CRLF.length);
    }
    digest.update(buffer, 0, buffered);
    buffered = 0;
    return Base64.getEncoder().encodeToString(digest.digest());
  }

  /**
   * Where the bytes end that are canonical as they stand: text, with single spaces and CRLFs only
   * where text follows. Of most bodies that is nearly everything, so it is worth a loop of its own.
   */
  private static int endOfRun(byte[] bytes, int from, int end) {
    int at = from;
    while (true) {
      while (at < end && isText(bytes[at])) {
        at++;
      }
      int gap = canonicalGap(bytes, at, end);
      if (gap == 0) {
        return at;
      }
      at += gap;
    }
  }

  /** How many bytes of space or CRLF stand before the next text, if there is such a text. */
  private static int canonicalGap(byte[] bytes, int at, int end) {
    if (at + 1 < end && bytes[at] == ' ' && isText(bytes[at + 1])) {
      return 1;
    }
    if (at + 2 < end && bytes[at] == '\r' && bytes[at + 1] == '\n' && isText(bytes[at + 2])) {
      return 2;
    }
    return 0;
  }

  private static boolean isText(byte b) {
    return (b & 0xff) > ' ' || (b != ' ' && b != '\t' && b != '\r' && b != '\n');
  }

  private void text(byte[] bytes, int offset, int length) {
    for (; pendingLineEnds > 0; pendingLineEnds--) {
      append(CRLF, 0, CRLF.length);
    }
    if (pendingSpace) {
      append(SPACE, 0, SPACE.length);
      pendingSpace = false;
    }
    append(bytes, offset, length);
    hasText = true;
    afterCr = false;
  }

  private void blankOrLineEnd(byte b) {
    if (b == ' ' || b == '\t') {
      pendingSpace = true;
    } else if (b == '\r' || !afterCr) {
      pendingSpace = false;
      pendingLineEnds++;
    }
    afterCr = b == '\r';
  }

  private void append(byte[] bytes, int offset, int length) {
    if (length > buffer.length - buffered) {
      digest.update(buffer, 0, buffered);
      buffered = 0;
      if (length > buffer.length) {
        digest.update(bytes, offset, length);
        return;
      }
    }
    System.arraycopy(bytes, offset, buffer, buffered, length);
    buffered += length;
  }
}
