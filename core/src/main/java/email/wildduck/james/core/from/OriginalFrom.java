package email.wildduck.james.core.from;

import email.wildduck.james.core.message.HeaderField;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.EncoderUtil;

/**
 * The field in which WildDuck keeps what stood in From before it was replaced. Text that is not
 * ASCII is written in encoded words (RFC 2047 §5 rule 1).
 */
final class OriginalFrom {
  static final String NAME = "X-WildDuck-Original-From";

  /** A longer value is cut: it is a note for people, and must not make the header too long. */
  private static final int MAX_LENGTH = 4096;

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");
  private static final Pattern ASCII = Pattern.compile("[ -~]*");

  private OriginalFrom() {}

  /** The field for an unfolded value, which may be any text. */
  static HeaderField of(String value) {
    String kept = value.substring(0, Math.min(value.length(), MAX_LENGTH));
    String text = CONTROLS.matcher(kept).replaceAll(" ").strip();
    if (ASCII.matcher(text).matches() && !EncoderUtil.hasToBeEncoded(text, NAME.length() + 2)) {
      return FoldedField.of(NAME, text);
    }
    return FoldedField.of(
        NAME,
        EncoderUtil.encodeEncodedWord(
            text, EncoderUtil.Usage.TEXT_TOKEN, NAME.length() + 2, StandardCharsets.UTF_8, null));
  }
}
