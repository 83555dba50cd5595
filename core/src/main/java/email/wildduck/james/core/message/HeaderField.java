package email.wildduck.james.core.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One header field as it stands in the message: name, colon, value with its folds, line end (CRLF,
 * a bare LF, or none at the very end of a message without a body). Immutable.
 *
 * <p>A line of the header block that is no field (no colon, or a fold before the first field) is
 * kept as a field with the empty name, so that writing gives back the same bytes.
 */
public final class HeaderField {
  private static final byte[] CRLF = {'\r', '\n'};

  private final byte[] bytes;
  private final int colon;

  private HeaderField(byte[] bytes) {
    this.bytes = bytes;
    this.colon = colonOf(bytes);
  }

  /** A field from its bytes, line end included. The array must not be changed afterwards. */
  static HeaderField ofBytes(byte[] bytes) {
    return new HeaderField(bytes);
  }

  /**
   * A new field, ended by CRLF.
   *
   * @param name printable ASCII without colon (RFC 5322 §2.2)
   * @param value ASCII; may be folded, that is hold CRLF followed by a space or tab and then text
   * @throws IllegalArgumentException when name or value is anything else; nothing that comes from
   *     outside can start another field or end the header
   */
  public static HeaderField of(String name, String value) {
    if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':')) {
      throw new IllegalArgumentException("not a header field name");
    }
    requireOneField(value);
    return new HeaderField((name + ": " + value + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * A field from the form in which WildDuck's queue stores it: the line with its folds, without the
   * last line end, each byte as the character of the same number (Latin-1).
   */
  public static HeaderField ofStoredLine(String line) {
    // A character above U+00FF cannot be a byte: text that somebody stored decoded.
    byte[] content =
        line.getBytes(isLatin1(line) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(content, content.length + CRLF.length);
    System.arraycopy(CRLF, 0, bytes, content.length, CRLF.length);
    return new HeaderField(bytes);
  }

  /** The name as written, without white space before the colon; empty when this is no field. */
  public String name() {
    return new String(bytes, 0, nameLength(), StandardCharsets.ISO_8859_1);
  }

  /** The name in lower case, as WildDuck's queue uses it for a key. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this field has that name, in any case. */
  public boolean isNamed(String wanted) {
    return colon >= 0 && nameLength() == wanted.length() && name().equalsIgnoreCase(wanted);
  }

  /** The bytes behind the colon up to the line end, folds included. */
  public byte[] rawValue() {
    return Arrays.copyOfRange(bytes, colon + 1, contentLength());
  }

  /**
   * The value unfolded and trimmed, as text: UTF-8 when the bytes are valid UTF-8, else Latin-1.
   * Encoded words are left as they are.
   */
  public String value() {
    byte[] raw = rawValue();
    byte[] unfolded = new byte[raw.length];
    int length = 0;
    for (byte b : raw) {
      if (b != '\r' && b != '\n') {
        unfolded[length++] = b;
      }
    }
    return decode(Arrays.copyOf(unfolded, length)).strip();
  }

  /** The form in which WildDuck's queue stores a field; see {@link #ofStoredLine}. */
  public String storedLine() {
    return new String(bytes, 0, contentLength(), StandardCharsets.ISO_8859_1);
  }

  /** All bytes, line end included. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** The number of bytes, line end included. */
  public int size() {
    return bytes.length;
  }

  /** Whether this is a fold that belongs to no field. */
  boolean startsWithWhiteSpace() {
    return bytes.length > 0 && isBlank(bytes[0]);
  }

  /** This field, ended by CRLF if it had no line end. */
  HeaderField terminated() {
    return contentLength() < bytes.length ? this : ofStoredLine(storedLine());
  }

  private int nameLength() {
    int end = Math.max(colon, 0);
    while (end > 0 && isBlank(bytes[end - 1])) {
      end--;
    }
    return end;
  }

  private int contentLength() {
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\n') {
      length--;
      if (length > 0 && bytes[length - 1] == '\r') {
        length--;
      }
    }
    return length;
  }

  private static int colonOf(byte[] bytes) {
    if (bytes.length == 0 || isBlank(bytes[0])) {
      return -1;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == ':') {
        return i == 0 ? -1 : i;
      }
      if (bytes[i] == '\n') {
        return -1;
      }
    }
    return -1;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static void requireOneField(String value) {
    if (!value.chars().allMatch(HeaderField::isPrintableOrFold)) {
      throw new IllegalArgumentException("the value of a header field is printable ASCII");
    }
    if (value.indexOf('\r') < 0 && value.indexOf('\n') < 0) {
      return;
    }
    String withoutFolds = value.replaceAll("\r\n[ \t]+(?=[^ \t\r\n])", " ");
    if (withoutFolds.indexOf('\r') >= 0 || withoutFolds.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a line break in a header field that is not a fold");
    }
  }

  private static boolean isPrintableOrFold(int c) {
    return c == '\t' || c == '\r' || c == '\n' || (c >= ' ' && c < 0x7f);
  }

  private static boolean isLatin1(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) > 0xff) {
        return false;
      }
    }
    return true;
  }

  private static String decode(byte[] bytes) {
    if (OctetScan.isAscii(bytes, 0, bytes.length)) {
      return new String(bytes, StandardCharsets.US_ASCII);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HeaderField && Arrays.equals(bytes, ((HeaderField) other).bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The name only: values do not belong into logs. */
  @Override
  public String toString() {
    return "HeaderField[" + name() + "]";
  }
}
