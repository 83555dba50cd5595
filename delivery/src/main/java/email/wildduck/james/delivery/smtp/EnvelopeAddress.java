package email.wildduck.james.delivery.smtp;

import email.wildduck.james.core.address.AddressNormalizer;
import java.util.Optional;

/** An address as it stands in MAIL or RCPT. Immutable. */
final class EnvelopeAddress {
  private final String path;

  private EnvelopeAddress(String path) {
    this.path = path;
  }

  /** The null sender. */
  static EnvelopeAddress nobody() {
    return new EnvelopeAddress("<>");
  }

  /**
   * The domain becomes Punycode unless the local part needs SMTPUTF8 anyway.
   *
   * @param address without angle brackets
   * @return empty when the address could end a command or a path: control characters, angle
   *     brackets, or a space outside a quoted local part; and when it is no address at all
   */
  static Optional<EnvelopeAddress> of(String address) {
    boolean quoted = address.startsWith("\"");
    boolean safe =
        address.codePoints().noneMatch(c -> isUnsafe(c) || c == ' ' && !quoted)
            && address.lastIndexOf('@') > 0
            && address.lastIndexOf(' ') < address.lastIndexOf('@');
    return safe
        ? Optional.of(new EnvelopeAddress("<" + AddressNormalizer.envelope(address) + ">"))
        : Optional.empty();
  }

  private static boolean isUnsafe(int c) {
    return Character.isISOControl(c)
        || c == '<'
        || c == '>'
        || Character.getType(c) == Character.SURROGATE
        || c != ' ' && Character.isSpaceChar(c);
  }

  /** With angle brackets. */
  String path() {
    return path;
  }

  /** Whether only a peer with SMTPUTF8 (RFC 6531) can be told this address. */
  boolean needsUtf8() {
    return path.chars().anyMatch(c -> c > 0x7f);
  }
}
