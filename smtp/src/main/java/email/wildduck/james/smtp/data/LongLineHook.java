package email.wildduck.james.smtp.data;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.reply.Replies;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;

/**
 * Refuses a message of which a line was longer than the port's {@code maxLineLength} allows, with
 * {@code 554 5.6.0}. Takes no parameters; part of {@link
 * email.wildduck.james.smtp.SubmissionHandlers}.
 */
public final class LongLineHook implements JamesMessageHook {
  /** Set for the transaction when a line had to be left out. */
  public static final AttachmentKey<Boolean> LINE_TOO_LONG =
      AttachmentKey.of("wildduck.lineTooLong", Boolean.class);

  private static final SmtpReply REFUSAL =
      SmtpReply.of(554, "5.6.0", "A line of the message is too long");

  @Override
  public HookResult onMessage(SMTPSession session, Mail mail) {
    return session.getAttachment(LINE_TOO_LONG, State.Transaction).isPresent()
        ? Replies.refusal(REFUSAL)
        : HookResult.DECLINED;
  }
}
