package email.wildduck.james.delivery.connect;

import java.io.IOException;

/** Collects bytes, so that commands and small messages go out in one packet. Not thread-safe. */
final class WireOutput {
  private static final int BUFFER = 16 * 1024;

  /** Where they go. */
  @FunctionalInterface
  interface Outlet {
    void send(byte[] bytes, int offset, int length) throws IOException;
  }

  private final Outlet outlet;
  private final byte[] buffer = new byte[BUFFER];
  private int collected;

  WireOutput(Outlet outlet) {
    this.outlet = outlet;
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > buffer.length - collected) {
      flush();
    }
    if (length > buffer.length) {
      outlet.send(bytes, offset, length);
      return;
    }
    System.arraycopy(bytes, offset, buffer, collected, length);
    collected += length;
  }

  void flush() throws IOException {
    int length = collected;
    collected = 0;
    if (length > 0) {
      outlet.send(buffer, 0, length);
    }
  }
}
