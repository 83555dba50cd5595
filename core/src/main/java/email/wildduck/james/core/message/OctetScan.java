package email.wildduck.james.core.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks through the bytes of a message, eight at a step: each delivery reads all of a body more
 * than once, and most bytes of it are nothing special.
 */
public final class OctetScan {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long CRS = '\r' * LOW_BITS;
  private static final long LFS = '\n' * LOW_BITS;

  private OctetScan() {}

  /** Where the next CR or LF is; {@code end} when there is none before it. */
  public static int lineEnd(byte[] bytes, int from, int end) {
    int at = from;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      long word = (long) WORDS.get(bytes, at);
      long marks = zeroBytes(word ^ CRS) | zeroBytes(word ^ LFS);
      if (marks != 0) {
        return at + Long.numberOfTrailingZeros(marks) / Byte.SIZE;
      }
    }
    while (at < end && bytes[at] != '\r' && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  /** The high bit of the lowest byte that is 0, and perhaps those of bytes above it. */
  private static long zeroBytes(long word) {
    return (word - LOW_BITS) & ~word & HIGH_BITS;
  }

  /** Whether no byte is beyond ASCII. */
  public static boolean isAscii(byte[] bytes, int from, int end) {
    long seen = 0;
    int at = from;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      seen |= (long) WORDS.get(bytes, at);
    }
    for (; at < end; at++) {
      seen |= bytes[at];
    }
    return (seen & HIGH_BITS) == 0;
  }
}
