package email.wildduck.james.core.dkim;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * A message as its receiver will read it. A CR alone goes over the wire as a line end; one in the
 * header makes other fields of it, or ends the header.
 */
final class SentForm {
  private SentForm() {}

  static RawMessage of(RawMessage message) throws IOException {
    if (message.headers().fields().stream().noneMatch(SentForm::hasBareCr)) {
      return message;
    }
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    message.headers().writeTo(header);
    byte[] sent = withCrlf(header.toByteArray());
    return RawMessage.parse(behind(sent, message));
  }

  private static boolean hasBareCr(HeaderField field) {
    byte[] bytes = field.toBytes();
    for (int i = 0; i < bytes.length; i++) {
      if (isBareCr(bytes, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBareCr(byte[] bytes, int at) {
    return bytes[at] == '\r' && (at + 1 == bytes.length || bytes[at + 1] != '\n');
  }

  private static byte[] withCrlf(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 16);
    for (int i = 0; i < bytes.length; i++) {
      out.write(bytes[i]);
      if (isBareCr(bytes, i)) {
        out.write('\n');
      }
    }
    return out.toByteArray();
  }

  /** The message with other bytes in the place of its header. */
  private static ByteSource behind(byte[] header, RawMessage message) {
    long before = message.headers().size();
    ByteSource rest = message.skipping(before);
    return new ByteSource() {
      @Override
      public InputStream open() throws IOException {
        return new SequenceInputStream(new ByteArrayInputStream(header), rest.open());
      }

      @Override
      public long size() throws IOException {
        return header.length + rest.size();
      }
    };
  }
}
