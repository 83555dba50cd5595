package email.wildduck.james.smtp.xclient;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Texts in the notation of RFC 3461 §4, in which {@code +HH} is an octet; octets are UTF-8. */
final class Xtext {
  private static final Pattern SYNTAX = Pattern.compile("(?:[!-*,-<>-~]|\\+[0-9A-Fa-f]{2})*");
  private static final int HEX = 16;

  private Xtext() {}

  /**
   * The text that was meant.
   *
   * @throws IllegalArgumentException when this is no xtext, not UTF-8, or has control characters
   */
  static String decode(String encoded) {
    if (!SYNTAX.matcher(encoded).matches()) {
      throw new IllegalArgumentException("no xtext");
    }
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    int i = 0;
    while (i < encoded.length()) {
      if (encoded.charAt(i) == '+') {
        octets.write(Integer.parseInt(encoded.substring(i + 1, i + 3), HEX));
        i += 3;
      } else {
        octets.write(encoded.charAt(i));
        i++;
      }
    }
    String text = utf8(octets.toByteArray());
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("control characters");
    }
    return text;
  }

  private static String utf8(byte[] octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not UTF-8", e);
    }
  }
}
