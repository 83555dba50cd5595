package email.wildduck.james.mailets;

import email.wildduck.james.core.audit.AuditCopies;
import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.submission.SubmittedMessage;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/**
 * Stores what a user of WildDuck sends in each audit of that user which is running: Return-Path and
 * below it the message as it is at this point, one copy for each audit. The copies are durable when
 * the message goes on, so they are there before its deliveries, whose outcome is noted in them.
 *
 * <p>Put it behind everything that changes the message but the signature, and where the Mail still
 * has all its recipients. What did not come through the submission front door, and what has the
 * null sender, passes. When a database cannot be asked the mailet throws: give {@code
 * onMailetException} a processor that tries again, and nothing of an audited user leaves unaudited.
 * Takes no parameters.
 *
 * <pre>{@code
 * <mailet match="All" class="email.wildduck.james.mailets.StoreAudit">
 *   <onMailetException>try-again</onMailetException>
 * </mailet>
 * }</pre>
 */
public final class StoreAudit extends GenericMailet {
  private final AuditCopies audits;

  /** One store of audits serves all mailets. */
  @Inject
  public StoreAudit(AuditCopies audits) {
    this.audits = audits;
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    Optional<SubmittedMessage> submitted = SubmittedMail.of(mail);
    if (submitted.isPresent()) {
      try {
        audits.store(submitted.get());
      } catch (SmtpException | IOException e) {
        throw new MessagingException(mail.getName() + " not audited: " + e.getMessage(), e);
      }
    }
  }
}
