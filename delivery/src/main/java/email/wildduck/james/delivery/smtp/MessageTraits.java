package email.wildduck.james.delivery.smtp;

import static email.wildduck.james.core.message.OctetScan.lineEnd;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.OctetScan;
import java.io.IOException;
import java.io.InputStream;

/** What a peer has to know about a message before it comes. Immutable. */
public final class MessageTraits {
  private final long size;
  private final boolean eightBit;

  private MessageTraits(long size, boolean eightBit) {
    this.size = size;
    this.eightBit = eightBit;
  }

  /** Reads a message once. */
  public static MessageTraits of(ByteSource message) throws IOException {
    long size = 0;
    boolean eightBit = false;
    boolean afterCr = false;
    byte[] buffer = new byte[16 * 1024];
    try (InputStream in = message.open()) {
      int count = in.read(buffer);
      while (count >= 0) {
        eightBit = eightBit || !OctetScan.isAscii(buffer, 0, count);
        size += count;
        for (int at = lineEnd(buffer, 0, count); at < count; at = lineEnd(buffer, at + 1, count)) {
          boolean endsCrLf = buffer[at] == '\n' && (at == 0 ? afterCr : buffer[at - 1] == '\r');
          size += endsCrLf ? -1 : 1;
        }
        afterCr = count > 0 && buffer[count - 1] == '\r';
        count = in.read(buffer);
      }
    }
    return new MessageTraits(size, eightBit);
  }

  /** Bytes on the wire, with CRLF for every line end and without doubled dots (RFC 1870 §5). */
  long size() {
    return size;
  }

  /** Whether a byte is beyond ASCII. */
  boolean isEightBit() {
    return eightBit;
  }
}
