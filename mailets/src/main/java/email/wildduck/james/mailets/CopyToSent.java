package email.wildduck.james.mailets;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.sent.SentCopies;
import email.wildduck.james.core.submission.SubmittedMessage;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/**
 * Has a copy of what a user of WildDuck sends stored in their Sent folder, if the user wants that
 * ({@code uploadSentMessages}) and is not above their quota: Return-Path and below it the message
 * as it is at this point. The copy is only noted here, durably; it is stored in the background
 * through WildDuck's HTTP API, and tried again until that has succeeded. Webmail then shows the
 * deliveries that are pending.
 *
 * <p>Put it behind everything that changes the message but the signature, and where the Mail still
 * has all its recipients. What did not come through the submission front door, and what has the
 * null sender, passes without a copy. When the database cannot be asked the mailet throws: give
 * {@code onMailetException} a processor that tries again. {@code <api>} and {@code <sent>} of
 * {@code wildduck.xml} say whether and how copies are stored. Takes no parameters.
 *
 * <pre>{@code
 * <mailet match="All" class="email.wildduck.james.mailets.CopyToSent">
 *   <onMailetException>try-again</onMailetException>
 * </mailet>
 * }</pre>
 */
public final class CopyToSent extends GenericMailet {
  private final Optional<SentCopies> copies;

  /**
   * @param copies empty when copies are switched off
   */
  @Inject
  public CopyToSent(Optional<SentCopies> copies) {
    this.copies = copies;
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    if (copies.isEmpty()) {
      return;
    }
    Optional<SubmittedMessage> submitted = SubmittedMail.of(mail);
    if (submitted.isPresent()) {
      try {
        copies.get().accept(submitted.get());
      } catch (SmtpException | IOException e) {
        throw new MessagingException(mail.getName() + " not copied to Sent: " + e.getMessage(), e);
      }
    }
  }
}
