package email.wildduck.james.mailets.remote;

import email.wildduck.james.queue.mail.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;

/**
 * Addresses that James cannot write, in the shape in which its RemoteDelivery sends them: those
 * with letters beyond ASCII, with SMTPUTF8 (RFC 6531), and address literals. Only while a Mail is
 * being delivered; no queue of James can keep them.
 */
final class WireForm {
  private WireForm() {}

  /** Puts a Mail that comes from the queue into this form; most need no change. */
  static void apply(Mail mail) throws AddressException {
    Envelope envelope = Envelope.of(mail);
    boolean unicode =
        !WireText.isAscii(envelope.mailFrom())
            || !envelope.recipients().stream().allMatch(WireText::isAscii);
    Optional<MailAddress> sender = mail.getMaybeSender().asOptional();
    if (unicode || sender.filter(WireForm::isDifferent).isPresent()) {
      ((MailImpl) mail).setSender(new WireSender(sender, envelope.mailFrom(), unicode));
    }
    if (mail.getRecipients().stream().anyMatch(WireForm::isDifferent)) {
      List<MailAddress> recipients = new ArrayList<>();
      for (MailAddress held : mail.getRecipients()) {
        recipients.add(
            isDifferent(held) ? new WireRecipient(held, Envelope.addressOf(held)) : held);
      }
      mail.setRecipients(recipients);
    }
  }

  /**
   * Undoes it.
   *
   * @return whether the other side had to know SMTPUTF8
   */
  static boolean remove(Mail mail) throws AddressException {
    if (mail.getRecipients().stream().anyMatch(WireRecipient.class::isInstance)) {
      List<MailAddress> recipients = new ArrayList<>();
      for (MailAddress recipient : mail.getRecipients()) {
        recipients.add(new MailAddress(recipient.toString()));
      }
      mail.setRecipients(recipients);
    }
    Optional<WireSender> sender =
        mail.getMaybeSender()
            .asOptional()
            .filter(WireSender.class::isInstance)
            .map(WireSender.class::cast);
    // James' setter takes null for the null sender.
    sender.ifPresent(wire -> ((MailImpl) mail).setSender(wire.held().orElse(null)));
    return sender.filter(WireSender::isUnicode).isPresent();
  }

  /** The true MAIL FROM of a Mail in any form; empty for the null sender. */
  static String mailFrom(Mail mail) {
    return mail.getMaybeSender()
        .asOptional()
        .flatMap(
            sender ->
                sender instanceof WireSender ? ((WireSender) sender).held() : Optional.of(sender))
        .map(Envelope::addressOf)
        .orElse("");
  }

  private static boolean isDifferent(MailAddress held) {
    return !Envelope.addressOf(held).equals(held.asString());
  }
}
