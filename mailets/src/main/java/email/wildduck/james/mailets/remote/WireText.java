package email.wildduck.james.mailets.remote;

import java.nio.charset.StandardCharsets;

/** Text for JavaMail, which sends of each character of a command the low byte. */
final class WireText {
  private WireText() {}

  /** The UTF-8 bytes of a text, one character each. */
  static String of(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
