package email.wildduck.james.bench.queue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import email.wildduck.james.core.message.ByteSource;
import java.io.InputStream;

/** A message whose body exists only while it is read: one line again and again. */
final class GeneratedMessage implements ByteSource {
  private static final byte[] HEADER =
      "Subject: large\r\nMessage-ID: <1@example.com>\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] LINE = ("0123456789".repeat(7) + "012345\r\n").getBytes(US_ASCII);

  private final int lines;

  GeneratedMessage(int bytes) {
    this.lines = bytes / LINE.length;
  }

  @Override
  public InputStream open() {
    return new InputStream() {
      private long position;

      @Override
      public int read() {
        if (position == size()) {
          return -1;
        }
        long inBody = position++ - HEADER.length;
        return inBody < 0
            ? HEADER[(int) inBody + HEADER.length]
            : LINE[(int) (inBody % LINE.length)];
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        int count = (int) Math.min(length, size() - position);
        for (int i = 0; i < count; i++) {
          bytes[offset + i] = (byte) read();
        }
        return count == 0 && length > 0 ? -1 : count;
      }
    };
  }

  @Override
  public long size() {
    return HEADER.length + (long) lines * LINE.length;
  }
}
