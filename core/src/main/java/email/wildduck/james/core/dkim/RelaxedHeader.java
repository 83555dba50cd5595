package email.wildduck.james.core.dkim;

import email.wildduck.james.core.message.HeaderField;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The relaxed canonical form of a header field (RFC 6376 §3.4.2): name in lower case, colon, the
 * value unfolded with each run of white space as one space and none at its ends. Works on bytes:
 * 8-bit values stay what they are.
 */
final class RelaxedHeader {
  private RelaxedHeader() {}

  /** The canonical field without a line end. */
  static byte[] of(HeaderField field) {
    byte[] value = field.rawValue();
    ByteArrayOutputStream out = new ByteArrayOutputStream(field.size());
    out.writeBytes(field.key().getBytes(StandardCharsets.ISO_8859_1));
    out.write(':');
    int valueStart = out.size();
    boolean pendingSpace = false;
    for (byte b : value) {
      if (b == ' ' || b == '\t') {
        pendingSpace = out.size() > valueStart;
      } else if (b != '\r' && b != '\n') {
        if (pendingSpace) {
          out.write(' ');
          pendingSpace = false;
        }
        out.write(b);
      }
    }
    return out.toByteArray();
  }
}
