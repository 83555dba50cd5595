package email.wildduck.james.core.text;

import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** Encoded words (RFC 2047) as text. */
public final class EncodedWords {
  private EncodedWords() {}

  /** The text; as it is when it cannot be decoded. */
  public static String decode(String text) {
    try {
      return text.contains("=?")
          ? DecoderUtil.decodeEncodedWords(text, DecodeMonitor.SILENT)
          : text;
    } catch (IllegalArgumentException e) {
      // e.g. a charset name that no charset can have
      return text;
    }
  }
}
