package email.wildduck.james.delivery.dsn;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What bytes need of a transport. Immutable. */
final class TransferForm {
  /** RFC 5321 §4.5.3.1.6, without the line end. */
  private static final int LONGEST_LINE = 998;

  private final boolean eightBit;
  private final boolean utf8;
  private final boolean sendable;

  private TransferForm(boolean eightBit, boolean utf8, boolean sendable) {
    this.eightBit = eightBit;
    this.utf8 = utf8;
    this.sendable = sendable;
  }

  /** Reads the bytes once, line by line, up to the first line that cannot be sent. */
  static TransferForm of(InputStream bytes) throws IOException {
    InputStream in = new BufferedInputStream(bytes);
    byte[] line = new byte[LONGEST_LINE];
    int length = 0;
    boolean eightBit = false;
    boolean utf8 = true;
    boolean afterReturn = false;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        utf8 = utf8 && isUtf8(line, length);
        length = 0;
        afterReturn = false;
        continue;
      }
      // A carriage return alone, a zero byte and a long line are "binary" to RFC 2045.
      boolean fits = b == '\r' || length < LONGEST_LINE;
      if (b == 0 || afterReturn || !fits) {
        return new TransferForm(true, false, false);
      }
      afterReturn = b == '\r';
      if (!afterReturn) {
        line[length++] = (byte) b;
        eightBit |= b >= 0x80;
      }
    }
    return new TransferForm(eightBit, utf8 && isUtf8(line, length), !afterReturn);
  }

  private static boolean isUtf8(byte[] line, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Whether there are bytes beyond ASCII. */
  boolean isEightBit() {
    return eightBit;
  }

  /** Whether there are bytes beyond ASCII, and all of it is UTF-8. */
  boolean isUnicode() {
    return eightBit && utf8;
  }

  /** Whether it can be sent as {@code 7bit} or {@code 8bit} (RFC 2045 §2.7, §2.8). */
  boolean isSendable() {
    return sendable;
  }
}
