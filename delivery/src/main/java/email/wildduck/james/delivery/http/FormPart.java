package email.wildduck.james.delivery.http;

import email.wildduck.james.core.message.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One field of a form (RFC 7578): its head, and some or all bytes of a source. Immutable. */
final class FormPart {
  private final byte[] head;
  private final ByteSource content;
  private final long length;

  private FormPart(String head, ByteSource content, long length) {
    this.head = head.getBytes(StandardCharsets.US_ASCII);
    this.content = content;
    this.length = length;
  }

  /**
   * A text, in UTF-8.
   *
   * @param name one of ours: nothing in it is escaped
   */
  static FormPart text(String name, String value) throws IOException {
    ByteSource bytes = ByteSource.of(value.getBytes(StandardCharsets.UTF_8));
    return new FormPart(head(name, ""), bytes, bytes.size());
  }

  /** The first bytes of a source, as many as there are up to a limit. */
  static FormPart beginOf(String name, ByteSource source, long limit) throws IOException {
    return new FormPart(head(name, ""), source, Math.min(limit, source.size()));
  }

  /** A file; see {@link #text} for the name, which also holds for that of the file. */
  static FormPart file(String name, String fileName, String type, ByteSource source)
      throws IOException {
    return new FormPart(
        head(name, "; filename=\"" + fileName + "\"\r\nContent-Type: " + type),
        source,
        source.size());
  }

  private static String head(String name, String more) {
    return "Content-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n";
  }

  /** In bytes. */
  long size() {
    return head.length + length;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(head);
    byte[] buffer = new byte[16 * 1024];
    long left = length;
    try (InputStream in = content.open()) {
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new IOException("the message has become shorter");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }
}
