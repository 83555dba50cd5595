package email.wildduck.james.core.dkim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Messages as they are sent: CRLF, bare LF and bare CR become CRLF, and the last line has one. */
final class WireForm {
  private WireForm() {}

  static byte[] of(InputStream message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (message) {
      int previous = '\n'; // an empty message has no line to end
      for (int b = message.read(); b >= 0; previous = b, b = message.read()) {
        if (b == '\r' || (b == '\n' && previous != '\r')) {
          out.write('\r');
          out.write('\n');
        } else if (b != '\n') {
          out.write(b);
        }
      }
      if (previous != '\r' && previous != '\n') {
        out.write('\r');
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
