package email.wildduck.james.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import email.wildduck.james.server.demo.DemoData;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Messages as a mail program sends them; only the Message-ID differs. Immutable. */
final class LoadMessage {
  private static final int DOMAINS = 5;
  private static final String LINE =
      "The quick brown fox jumps over the lazy dog, and does so again, and again.\r\n";
  private static final byte[] END = ".\r\n".getBytes(US_ASCII);

  private final byte[] rest;

  /**
   * @param kilobytes of 1000 bytes, the size of a message
   */
  LoadMessage(int kilobytes) {
    String header =
        "From: Alice <"
            + DemoData.ALICE
            + ">\r\n"
            + "To: somebody@d0.example\r\n"
            + "Subject: Load test\r\n"
            + "Date: Mon, 02 Nov 2026 10:00:00 +0000\r\n"
            + "MIME-Version: 1.0\r\n"
            + "Content-Type: text/plain; charset=us-ascii\r\n"
            + "\r\n";
    int lines = (kilobytes * 1000 - header.length()) / LINE.length();
    this.rest = (header + LINE.repeat(lines)).getBytes(US_ASCII);
  }

  /** What goes over the wire after DATA, with the final dot. No line begins with a dot. */
  byte[] next() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(rest.length + 100);
    bytes.writeBytes(
        ("Message-ID: <" + UUID.randomUUID() + "@example.com>\r\n").getBytes(US_ASCII));
    bytes.writeBytes(rest);
    bytes.writeBytes(END);
    return bytes.toByteArray();
  }

  /**
   * Recipients that follow each other through the domains.
   *
   * @param number of the message
   * @param many recipients of it
   */
  static List<String> recipients(long number, int many) {
    return IntStream.range(0, many)
        .mapToObj(i -> "r" + i + "@d" + (number + i) % DOMAINS + ".example")
        .toList();
  }
}
