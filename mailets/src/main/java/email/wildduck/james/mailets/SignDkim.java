package email.wildduck.james.mailets;

import email.wildduck.james.core.dkim.MessageSigner;
import email.wildduck.james.core.dkim.Signatories;
import email.wildduck.james.core.dkim.Signatory;
import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.mailets.sign.SendingHost;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.queue.mail.AttemptSender;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.Reception;
import java.io.IOException;
import java.util.List;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/**
 * Signs a message with the DKIM keys that WildDuck's database (collection {@code dkim}) and the
 * configuration ({@code dkim/keys}) have. Takes no parameters. It signs for
 *
 * <ul>
 *   <li>the domains in From, which is what DMARC looks at, in reports and autoreplies too
 *   <li>the domain of MAIL FROM, when it is another one
 *   <li>the name of the address that it is sent from, with {@code dkim/signTransportDomain}: that
 *       of the address of the zone's pool, or of this host without one; when the pool has addresses
 *       of both families under two names, both
 * </ul>
 *
 * <p>each with its own key, else with that of {@code *}. What is forwarded (interface {@code
 * forwarder}) is not signed for its author, whom nobody has authenticated, but for the domain that
 * RewriteSrs has given to its sender. A message without a key passes unsigned.
 *
 * <p>The signature is made over the bytes that are sent, so this has to be the last step before
 * delivery. When the database cannot be asked or a key cannot be used the mailet throws: give
 * {@code onMailetException} the value {@code propagate} in the processor {@code egress}, and the
 * name of a processor that tries again anywhere else, and no message of that domain leaves
 * unsigned.
 *
 * <pre>{@code
 * <mailet match="All" class="email.wildduck.james.mailets.SignDkim">
 *   <onMailetException>propagate</onMailetException>
 * </mailet>
 * }</pre>
 */
public final class SignDkim extends GenericMailet {
  private final MessageSigner signer;
  private final SendingHost host;

  /** One signer serves all mailets. */
  @Inject
  public SignDkim(MessageSigner signer, SendingHost host) {
    this.signer = signer;
    this.host = host;
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    RawMessage message = MailMessages.rawMessage(mail);
    try {
      List<Signatory> signatories = signatories(mail, message);
      RawMessage signed = signer.sign(message, mail.getName(), signatories);
      if (signed != message) {
        MailMessages.replace(mail, signed);
      }
    } catch (SmtpException | IOException e) {
      throw new MessagingException(mail.getName() + " DBFAIL not signed: " + e.getMessage(), e);
    }
  }

  private List<Signatory> signatories(Mail mail, RawMessage message)
      throws IOException, MessagingException {
    return Reception.isForwarded(mail)
        ? Signatories.ofForwarded(
            message, AttemptSender.rewritten(mail).orElse(""), host.namesFor(mail))
        : Signatories.ofOurs(message, Envelope.of(mail).mailFrom(), host.namesFor(mail));
  }
}
