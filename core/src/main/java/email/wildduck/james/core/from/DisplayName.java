package email.wildduck.james.core.from;

import email.wildduck.james.core.text.JsText;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.codec.EncoderUtil;

/** Display names: from a header to text, and back. */
final class DisplayName {
  /** Nobody's name is longer; a longer one is cut. */
  private static final int MAX_LENGTH = 256;

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029\\s]+");
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_ ']+");
  private static final Pattern QUOTABLE = Pattern.compile("[ -~]+");

  private DisplayName() {}

  /**
   * The text of a display name: encoded words decoded (RFC 2047), line breaks and other control
   * characters, which may hide in encoded words, turned into spaces.
   */
  static String decode(String phrase) {
    String decoded = phrase.contains("=?") ? decodeWords(cut(phrase, 8 * MAX_LENGTH)) : phrase;
    String clean = CONTROLS.matcher(JsText.wellFormed(decoded)).replaceAll(" ").strip();
    return cut(clean, MAX_LENGTH).strip();
  }

  /**
   * A display name as it stands in a header, ASCII: bare, or quoted, or in encoded words when it is
   * not ASCII, looks like an encoded word, or could not be folded otherwise.
   *
   * @param used characters on the line before it
   */
  static String encode(String name, int used) {
    if (!QUOTABLE.matcher(name).matches()
        || name.contains("=?")
        || EncoderUtil.hasToBeEncoded(name, used)) {
      return EncoderUtil.encodeEncodedWord(
          name, EncoderUtil.Usage.WORD_ENTITY, used, StandardCharsets.UTF_8, null);
    }
    return BARE.matcher(name).matches() ? name : AddrSpec.quote(name);
  }

  private static String decodeWords(String phrase) {
    try {
      return DecoderUtil.decodeEncodedWords(phrase, DecodeMonitor.SILENT);
    } catch (IllegalArgumentException e) {
      // e.g. a charset name that no charset can have
      return phrase;
    }
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }
}
