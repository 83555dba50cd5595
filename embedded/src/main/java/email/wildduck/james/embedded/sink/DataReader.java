package email.wildduck.james.embedded.sink;

import java.io.IOException;

/**
 * Reads a message after DATA: takes away the transparency dots and stops at CR LF dot CR LF. All
 * else is passed on as it is.
 */
final class DataReader {

  private enum State {
    LINE_START,
    DOT,
    DOT_CR,
    CR,
    TEXT
  }

  private DataReader() {}

  /**
   * Copies one message.
   *
   * @throws java.io.EOFException if the client goes before the end
   */
  static void read(SmtpWire wire, ContentWriter to) throws IOException {
    State state = State.LINE_START;
    while (true) {
      int octet = wire.read();
      if (state == State.DOT_CR && octet == '\n') {
        return;
      }
      if (state == State.LINE_START && octet == '.') {
        state = State.DOT;
        continue;
      }
      if (state == State.DOT && octet == '\r') {
        state = State.DOT_CR;
        continue;
      }
      if (state == State.DOT_CR) {
        to.write('\r'); // the dot was a transparency dot after all
        state = State.CR;
      }
      to.write(octet);
      state = after(octet, state);
    }
  }

  private static State after(int octet, State state) {
    if (octet == '\r') {
      return State.CR;
    }
    return octet == '\n' && state == State.CR ? State.LINE_START : State.TEXT;
  }
}
