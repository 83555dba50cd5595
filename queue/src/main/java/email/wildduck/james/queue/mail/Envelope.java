package email.wildduck.james.queue.mail;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;

/** The addresses a message is sent from and to, in the form in which they go over the wire. */
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
        mail.getMaybeSender().asString(""),
        mail.getRecipients().stream().map(MailAddress::asString).collect(Collectors.toList()));
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
