package email.wildduck.james.mailets;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.from.EnforcedFrom;
import email.wildduck.james.core.from.FromEnforcement;
import email.wildduck.james.core.from.RewriteReport;
import email.wildduck.james.core.from.SenderAccount;
import email.wildduck.james.core.from.SenderAccounts;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.Submission;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a user of WildDuck sends under their own addresses: an address in MAIL FROM or in
 * the From field that is not theirs is replaced by their main address. What From said before stands
 * in {@code X-WildDuck-Original-From}. Own are the user's addresses and aliases, wildcards, domain
 * aliases, forwarded addresses that lead to the user, and the entries of {@code fromWhitelist}.
 *
 * <p>A message that did not come through the submission front door passes untouched. One whose user
 * is gone, or has no address to send under, goes to the processor {@code error} with the null
 * sender, so that no bounce goes to an address that nobody has checked. When the database cannot be
 * asked the mailet throws: give {@code onMailetException} a processor that tries again. The account
 * counts as this process has read it a second ago at most, as the submission port has for a message
 * that has just come in. Takes no parameters.
 *
 * <pre>{@code
 * <mailet match="All" class="email.wildduck.james.mailets.EnforceFrom">
 *   <onMailetException>try-again</onMailetException>
 * </mailet>
 * }</pre>
 */
public final class EnforceFrom extends GenericMailet {
  private static final Logger LOGGER = LoggerFactory.getLogger(EnforceFrom.class);

  private final SenderAccounts accounts;
  private final FromEnforcement enforcement;
  private final RewriteReport report;

  /** One of each serves all mailets. */
  @Inject
  public EnforceFrom(SenderAccounts accounts, FromEnforcement enforcement, RewriteReport report) {
    this.accounts = accounts;
    this.enforcement = enforcement;
    this.report = report;
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    Optional<Submission> submission = Submission.of(mail);
    if (submission.isPresent()) {
      enforce(mail, submission.get());
    }
  }

  private void enforce(Mail mail, Submission submission) throws MessagingException {
    try {
      Optional<SenderAccount> account = accounts.recent(new ObjectId(submission.userId()));
      if (account.isEmpty()) {
        setAside(mail, "user " + submission.userId() + " was not found");
        return;
      }
      RawMessage message = MailMessages.rawMessage(mail);
      EnforcedFrom enforced =
          enforcement.enforce(message, Envelope.of(mail).mailFrom(), account.get());
      if (!enforced.rewrites().isEmpty()) {
        MailAddress sender = Envelope.heldFor(AddressNormalizer.envelope(enforced.mailFrom()));
        MailMessages.replace(mail, enforced.message());
        ((MailImpl) mail).setSender(sender);
      }
      report.rewritten(submission.queueId(), submission.username(), enforced.rewrites());
    } catch (SmtpException e) {
      if (e.isTemporary()) {
        throw new MessagingException(mail.getName() + " From not enforced: " + e.getMessage(), e);
      }
      setAside(mail, e.getMessage());
    } catch (AddressException e) {
      setAside(mail, "James cannot send under the address of the user: " + e.getMessage());
    }
  }

  private static void setAside(Mail mail, String reason) {
    LOGGER.error("{} not sent: {}", mail.getName(), reason);
    mail.setErrorMessage(reason);
    // MAIL FROM may be anybody's here, and a bounce would go to somebody who has sent nothing.
    ((MailImpl) mail).setSender(null);
    mail.setState(Mail.ERROR);
  }
}
