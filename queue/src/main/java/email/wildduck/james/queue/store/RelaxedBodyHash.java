package email.wildduck.james.queue.store;

import java.security.MessageDigest;
import java.util.Base64;

/**
 * The SHA-256 of a body in DKIM's relaxed form (RFC 6376 §3.4.4), computed while the body streams
 * by. A bare LF counts as a line end, because it goes over the wire as CRLF.
 */
final class RelaxedBodyHash {
  private static final int FLUSH_AT = 8192;

  private final MessageDigest digest = Digests.sha256();
  private final byte[] buffer = new byte[FLUSH_AT];
  private int buffered;
  private long pendingLineEnds;
  private boolean pendingSpace;
  private boolean pendingCarriageReturn;
  private boolean hasContent;

  void update(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      accept(bytes[i]);
    }
  }

  /** The hash of all that was given, in Base64. Ends the computation. */
  String toBase64() {
    if (pendingCarriageReturn) {
      content((byte) '\r');
    }
    if (hasContent) {
      emitLineEnd();
    }
    digest.update(buffer, 0, buffered);
    return Base64.getEncoder().encodeToString(digest.digest());
  }

  private void accept(byte b) {
    if (pendingCarriageReturn) {
      pendingCarriageReturn = false;
      if (b != '\n') {
        content((byte) '\r');
      }
    }
    if (b == '\r') {
      pendingCarriageReturn = true;
    } else if (b == '\n') {
      pendingSpace = false;
      pendingLineEnds++;
    } else if (b == ' ' || b == '\t') {
      pendingSpace = true;
    } else {
      content(b);
    }
  }

  private void content(byte b) {
    // Line ends are held back, since those at the end of the body do not count.
    for (; pendingLineEnds > 0; pendingLineEnds--) {
      emitLineEnd();
    }
    if (pendingSpace) {
      emit((byte) ' ');
      pendingSpace = false;
    }
    emit(b);
    hasContent = true;
  }

  private void emitLineEnd() {
    emit((byte) '\r');
    emit((byte) '\n');
  }

  private void emit(byte b) {
    if (buffered == buffer.length) {
      digest.update(buffer, 0, buffered);
      buffered = 0;
    }
    buffer[buffered++] = b;
  }
}
