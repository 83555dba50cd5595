package email.wildduck.james.queue.mail;

import email.wildduck.james.core.address.AsciiForm;
import email.wildduck.james.core.address.Utf8AddressXtext;
import email.wildduck.james.queue.route.DsnRequest;
import java.util.Locale;
import java.util.Optional;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.XText;

/**
 * The recipient as the sender knew it, read from {@code orcpt} of a delivery. What is stored is the
 * {@link AsciiForm}, which James holds; others are told the true address.
 */
public final class OriginalAddress {
  private static final String UNICODE_PREFIX = "utf-8;";

  /** RFC 3461 §4: a longer one need not be taken. */
  private static final int MAX_LENGTH = 500;

  private OriginalAddress() {}

  /** The true address; empty when none was given, or one of another type, or a malformed one. */
  public static Optional<String> of(DsnRequest dsn) {
    return dsn.orcpt().flatMap(OriginalAddress::decoded);
  }

  /**
   * The value of ORCPT for the next server: {@code rfc822;} and the address as xtext when it is
   * ASCII (RFC 3461 §4.2), else {@code utf-8;} and the address in ASCII (RFC 6533 §3), which needs
   * no SMTPUTF8. A type that is neither of them is passed on as it was.
   *
   * @return empty when none was given, and for one that no server need take: malformed or too long
   */
  public static Optional<String> parameterOf(DsnRequest dsn) {
    return dsn.orcpt()
        .flatMap(
            stored ->
                isType(stored, DsnParameters.RFC_822_PREFIX) || isType(stored, UNICODE_PREFIX)
                    ? decoded(stored).map(OriginalAddress::encoded)
                    : Optional.of(stored))
        .filter(value -> value.indexOf(';') > 0 && value.length() <= MAX_LENGTH);
  }

  private static Optional<String> decoded(String stored) {
    if (isType(stored, UNICODE_PREFIX)) {
      return Utf8AddressXtext.decode(stored.substring(UNICODE_PREFIX.length()));
    }
    return Optional.of(stored)
        .filter(value -> isType(value, DsnParameters.RFC_822_PREFIX))
        .map(value -> value.substring(DsnParameters.RFC_822_PREFIX.length()))
        .filter(XText::isValid)
        .map(XText::decode)
        .map(AsciiForm::decode);
  }

  private static String encoded(String address) {
    return address.chars().allMatch(c -> c < 0x80)
        ? DsnParameters.RFC_822_PREFIX + XText.encode(address)
        : UNICODE_PREFIX + Utf8AddressXtext.encode(address);
  }

  private static boolean isType(String value, String prefix) {
    return value.toLowerCase(Locale.ROOT).startsWith(prefix);
  }
}
