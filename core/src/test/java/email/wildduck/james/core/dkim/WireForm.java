package email.wildduck.james.core.dkim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Messages as they are sent: CRLF, bare LF and bare CR all become CRLF. */
final class WireForm {
  private WireForm() {}

  static byte[] of(InputStream message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (message) {
      int previous = -1;
      for (int b = message.read(); b >= 0; previous = b, b = message.read()) {
        if (b == '\r' || (b == '\n' && previous != '\r')) {
          out.write('\r');
          out.write('\n');
        } else if (b != '\n') {
          out.write(b);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
