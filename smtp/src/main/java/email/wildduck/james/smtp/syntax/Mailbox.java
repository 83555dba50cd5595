package email.wildduck.james.smtp.syntax;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.address.AsciiForm;
import java.util.Optional;

/**
 * A valid mailbox (RFC 5321 §4.1.2, RFC 6531 §3.3), with or without characters beyond ASCII.
 * Immutable.
 */
public final class Mailbox {
  private final String address;

  private Mailbox(String address) {
    this.address = address;
  }

  /** Empty when the text is no valid mailbox. */
  public static Optional<Mailbox> parse(String text) {
    return AddressParts.of(text)
        .filter(p -> LocalPart.isValid(p.local()) && MailDomain.isValid(p.domain()))
        .map(p -> AddressNormalizer.envelope(text))
        .filter(AsciiForm::isReversible)
        .map(Mailbox::new);
  }

  /** Whether the text has local part and domain at all, whatever characters they have. */
  public static boolean hasBothParts(String text) {
    return AddressParts.of(text).isPresent();
  }

  /** The address in the form of ZoneMTA's envelopes. */
  public String address() {
    return address;
  }
}
