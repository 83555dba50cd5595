package email.wildduck.james.core.from;

import email.wildduck.james.core.message.HeaderField;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a header field that holds addresses, from its bytes. */
final class AddressFieldReader {
  private AddressFieldReader() {}

  /**
   * The mailboxes of a field. They are not relied on when the field holds control characters, or an
   * address in 8-bit text that is not UTF-8: readers disagree about both.
   */
  static MailboxList read(HeaderField field) {
    byte[] raw = field.rawValue();
    MailboxList list = MailboxParser.parse(field.value());
    boolean reliable =
        !hasControls(raw) && (isUtf8(raw) || list.allMatch(a -> a.chars().allMatch(c -> c < 0x80)));
    return reliable ? list : MailboxList.notUnderstood(list.name());
  }

  /** Whether there is anything but text, tabs and line breaks; a CR alone is no line break. */
  private static boolean hasControls(byte[] raw) {
    for (int i = 0; i < raw.length; i++) {
      byte b = raw[i];
      boolean lineBreak = b == '\n' || (b == '\r' && i + 1 < raw.length && raw[i + 1] == '\n');
      if (b == 0x7f || (b >= 0 && b < ' ' && b != '\t' && !lineBreak)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUtf8(byte[] raw) {
    byte[] back = new String(raw, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(raw, back);
  }
}
