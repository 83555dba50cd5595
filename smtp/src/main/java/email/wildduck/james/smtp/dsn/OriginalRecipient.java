package email.wildduck.james.smtp.dsn;

import email.wildduck.james.core.address.Utf8AddressXtext;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.smtp.syntax.Mailbox;
import java.util.Locale;
import java.util.Optional;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters.XText;

/**
 * The value of ORCPT: {@code rfc822;} and an address as xtext (RFC 3461 §4.2), or {@code utf-8;}
 * and an address in which characters beyond ASCII stand for themselves or are written {@code
 * \x{F6}} (RFC 6533 §3). At most 500 characters.
 */
final class OriginalRecipient {
  private static final int MAX_LENGTH = 500;

  private OriginalRecipient() {}

  /** What James is to hold for the address; empty when the value is malformed. */
  static Optional<MailAddress> parse(String value) {
    int end = value.indexOf(';');
    if (end < 0 || value.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String text = value.substring(end + 1);
    switch (value.substring(0, end).toLowerCase(Locale.ROOT)) {
      case "rfc822":
        return Optional.of(text)
            .filter(XText::isValid)
            .map(XText::decode)
            .flatMap(OriginalRecipient::held);
      case "utf-8":
        return Utf8AddressXtext.decode(text).flatMap(OriginalRecipient::held);
      default:
        return Optional.empty();
    }
  }

  private static Optional<MailAddress> held(String address) {
    try {
      Optional<Mailbox> mailbox = Mailbox.parse(address);
      return mailbox.isEmpty()
          ? Optional.empty()
          : Optional.of(Envelope.heldFor(mailbox.get().address()));
    } catch (AddressException e) {
      return Optional.empty();
    }
  }
}
