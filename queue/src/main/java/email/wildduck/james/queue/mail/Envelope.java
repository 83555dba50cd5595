package email.wildduck.james.queue.mail;

import email.wildduck.james.core.address.AsciiForm;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;

/**
 * The addresses a message is sent from and to, in the form in which they go over the wire: that of
 * ZoneMTA's envelopes ({@code spec/addresses.md} §1), with local parts in any script.
 *
 * <p>James holds ASCII addresses only. A Mail holds {@link AsciiForm}s, and the true addresses are
 * read from those. So they stay right when James splits a Mail, and survive every queue.
 */
public final class Envelope {
  private final String mailFrom;
  private final List<String> recipients;

  private Envelope(String mailFrom, List<String> recipients) {
    this.mailFrom = mailFrom;
    this.recipients = List.copyOf(recipients);
  }

  /** The envelope of a Mail. */
  public static Envelope of(Mail mail) {
    return new Envelope(
        AsciiForm.decode(mail.getMaybeSender().asString("")),
        Optional.ofNullable(mail.getRecipients()).orElse(List.of()).stream()
            .map(Envelope::addressOf)
            .collect(Collectors.toList()));
  }

  /** The true address of one that James holds. */
  public static String addressOf(MailAddress held) {
    return AsciiForm.decode(held.asString());
  }

  /**
   * What James is to hold for an address; {@link #addressOf} gives the address back.
   *
   * @param address in the form of ZoneMTA's envelopes; not empty
   * @throws AddressException when James cannot hold it, because it is no address
   */
  public static MailAddress heldFor(String address) throws AddressException {
    return new MailAddress(AsciiForm.encode(address));
  }

  /** MAIL FROM without angle brackets; empty for the null sender. */
  public String mailFrom() {
    return mailFrom;
  }

  /** Each RCPT TO without angle brackets. */
  public List<String> recipients() {
    return recipients;
  }
}
