package email.wildduck.james.smtp.data;

import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.smtp.reply.Replies;
import javax.mail.MessagingException;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the Mail carry the message as the bytes that came in. James' own message turns 8-bit bytes
 * of the header into question marks whenever it is written. Takes no parameters.
 *
 * <p>In {@code smtpserver.xml} of a stock James, before James' own handlers:
 *
 * <pre>{@code
 * <handler class="email.wildduck.james.smtp.data.RawMessageHook"/>
 * }</pre>
 */
public final class RawMessageHook implements JamesMessageHook {
  private static final Logger LOGGER = LoggerFactory.getLogger(RawMessageHook.class);

  @Override
  public HookResult onMessage(SMTPSession session, Mail mail) {
    try {
      MailMessages.keepBytes(mail);
      return HookResult.DECLINED;
    } catch (MessagingException e) {
      LOGGER.error("{} NOQUEUE the message cannot be read", mail.getName(), e);
      return Replies.refusal(new TemporaryFailureException("message unreadable").reply());
    }
  }
}
