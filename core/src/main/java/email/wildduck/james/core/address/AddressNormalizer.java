package email.wildduck.james.core.address;

import email.wildduck.james.core.text.JsText;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The normal forms of an address.
 *
 * <ul>
 *   <li>{@link #normalize}: WildDuck's comparable form; domain in Unicode, case folded, optionally
 *       without {@code +label} and without dots in the local part;
 *   <li>{@link #view}: the stored {@code addrview} and {@code unameview};
 *   <li>{@link #envelope}: ZoneMTA's form of MAIL FROM and RCPT TO, as stored in the queue.
 * </ul>
 *
 * <p>All functions take any text and never throw.
 */
public final class AddressNormalizer {
  /** What {@link #normalize} drops from the local part. */
  public enum Option {
    /** From the first {@code +} to the end. */
    REMOVE_LABEL,
    /** Every dot. */
    REMOVE_DOTS
  }

  private static final String ACE_PREFIX = "xn--";
  private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{24}");
  private static final Pattern ENVELOPE_JUNK = Pattern.compile("[\\x00-\\x1F<>]+");

  private AddressNormalizer() {}

  /**
   * A domain in Unicode, lower case, trimmed. Only a domain with an {@code xn--} label is put into
   * NFC; what cannot be decoded stays.
   */
  public static String normalizeDomain(String domain) {
    String lower = JsText.trim(JsText.lowerCase(domain));
    if (!lower.contains(ACE_PREFIX)) {
      return lower;
    }
    try {
      String unicode = Normalizer.normalize(Punycode.toUnicode(lower), Normalizer.Form.NFC);
      return JsText.trim(JsText.lowerCase(unicode));
    } catch (IllegalArgumentException e) {
      return lower;
    }
  }

  /**
   * The comparable form, split at the last {@code @}: local part in NFC, lower case, trimmed;
   * domain as {@link #normalizeDomain}. A text without {@code @} is taken as a domain ({@code user}
   * gives {@code @user}); the empty text stays empty.
   */
  public static String normalize(String address, Option... options) {
    if (address.isEmpty()) {
      return "";
    }
    Set<Option> wanted = EnumSet.noneOf(Option.class);
    wanted.addAll(Arrays.asList(options));
    int at = address.lastIndexOf('@');
    String local = Normalizer.normalize(address.substring(0, Math.max(at, 0)), Normalizer.Form.NFC);
    local = JsText.trim(JsText.lowerCase(local));
    if (wanted.contains(Option.REMOVE_LABEL) && local.indexOf('+') >= 0) {
      local = local.substring(0, local.indexOf('+'));
    }
    if (wanted.contains(Option.REMOVE_DOTS)) {
      local = local.replace(".", "");
    }
    return local + "@" + normalizeDomain(address.substring(at + 1));
  }

  /** The form addresses are looked up by: without label and without dots. */
  public static String lookup(String address) {
    return normalize(address, Option.REMOVE_LABEL, Option.REMOVE_DOTS);
  }

  /**
   * WildDuck's view of a user name or address: lower case, without the dots before the first
   * {@code @}. Labels, white space and Punycode stay.
   */
  public static String view(String name) {
    int at = name.indexOf('@');
    String local = at < 0 ? name : name.substring(0, at);
    return JsText.lowerCase(local.replace(".", "") + (at < 0 ? "" : name.substring(at)));
  }

  /** Whether the text is an id of a document: 24 hexadecimal digits. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /**
   * ZoneMTA's form of an envelope address: control characters and angle brackets become a space at
   * most, the local part keeps its case and is quoted if it has a space, and the domain becomes
   * Punycode under an ASCII local part and Unicode under any other (RFC 6531). A text without
   * {@code @} stays as it is, trimmed.
   */
  public static String envelope(String address) {
    String clean = JsText.trim(ENVELOPE_JUNK.matcher(address).replaceAll(" "));
    int at = clean.lastIndexOf('@');
    if (at < 0) {
      return clean;
    }
    String local = clean.substring(0, at);
    String domain = clean.substring(at + 1);
    String converted = Punycode.isAscii(local) ? asciiDomain(domain) : unicodeDomain(domain);
    return quoteIfSpaced(local) + "@" + converted;
  }

  /** A domain trimmed, in lower case and Punycode; what cannot be encoded stays in Unicode. */
  public static String asciiDomain(String domain) {
    String lower = JsText.trim(JsText.lowerCase(domain));
    try {
      return Punycode.toAscii(lower);
    } catch (IllegalArgumentException e) {
      return lower;
    }
  }

  static String unicodeDomain(String domain) {
    String lower = JsText.trim(JsText.lowerCase(domain));
    try {
      return Punycode.toUnicode(lower);
    } catch (IllegalArgumentException e) {
      return lower;
    }
  }

  private static String quoteIfSpaced(String local) {
    if (local.indexOf(' ') < 0) {
      return local;
    }
    return (local.startsWith("\"") ? "" : "\"") + local + (local.endsWith("\"") ? "" : "\"");
  }
}
