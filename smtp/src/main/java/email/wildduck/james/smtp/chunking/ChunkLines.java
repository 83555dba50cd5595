package email.wildduck.james.smtp.chunking;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Makes lines of the octets of a message, wherever chunks and packets end. A line ends with CRLF
 * and only there; a carriage return alone is an octet like others.
 */
final class ChunkLines {
  private static final byte[] CRLF = {'\r', '\n'};

  private final int maxLength;
  private final Consumer<byte[]> lines;
  private ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private byte previous;
  private boolean dropping;
  private boolean lineTooLong;
  private boolean bareLineFeed;

  /**
   * @param maxLength the longest line in octets, without its end; a longer one is left out
   * @param lines gets each line with its CRLF
   */
  ChunkLines(int maxLength, Consumer<byte[]> lines) {
    this.maxLength = maxLength;
    this.lines = lines;
  }

  /** Takes the next octets; the lines that end in them are handed on before this returns. */
  void add(byte[] octets) {
    int start = 0;
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] == '\n') {
        if (previous == '\r') {
          keep(octets, start, i + 1);
          endLine();
          start = i + 1;
        } else {
          bareLineFeed = true;
        }
      }
      previous = octets[i];
    }
    keep(octets, start, octets.length);
  }

  /** The message ends here; its last line gets an end when it has none. */
  void end() {
    if (partial.size() > 0 || dropping) {
      keep(CRLF, 0, CRLF.length);
      endLine();
    }
  }

  /** Whether a line was left out. */
  boolean hasLineTooLong() {
    return lineTooLong;
  }

  /** Whether there was a line feed without a carriage return, which no text may have. */
  boolean hasBareLineFeed() {
    return bareLineFeed;
  }

  private void keep(byte[] octets, int from, int to) {
    int length = to - from;
    if (!dropping && (long) partial.size() + length > (long) maxLength + CRLF.length) {
      dropping = true;
      partial = new ByteArrayOutputStream();
    }
    if (!dropping) {
      partial.write(octets, from, length);
    }
  }

  private void endLine() {
    if (dropping) {
      dropping = false;
      lineTooLong = true;
    } else {
      byte[] line = partial.toByteArray();
      partial.reset();
      lines.accept(line);
    }
  }
}
