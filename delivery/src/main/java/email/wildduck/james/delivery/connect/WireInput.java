package email.wildduck.james.delivery.connect;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/** Bytes that have come and the lines that they make. Not thread-safe. */
final class WireInput {
  private static final int BUFFER = 16 * 1024;

  /** Where more comes from. */
  @FunctionalInterface
  interface Supply {
    /** Waits for some bytes; less than one at the end. */
    int read(byte[] buffer) throws IOException;
  }

  private final Supply supply;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;

  WireInput(Supply supply) {
    this.supply = supply;
  }

  /** Whether there are bytes that have not been read. */
  boolean hasMore() {
    return at < end;
  }

  /** See {@link Wire#readLine}. */
  byte[] readLine(int max) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    int b = read();
    while (b != '\n') {
      if (line.size() < max) {
        line.write(b);
      }
      b = read();
    }
    byte[] bytes = line.toByteArray();
    boolean endsWithCr = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    return endsWithCr ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
  }

  private int read() throws IOException {
    if (at == end) {
      int count = supply.read(buffer);
      if (count <= 0) {
        throw new EOFException("the peer closed the connection");
      }
      at = 0;
      end = count;
    }
    return buffer[at++];
  }
}
