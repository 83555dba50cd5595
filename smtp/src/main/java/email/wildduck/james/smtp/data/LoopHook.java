package email.wildduck.james.smtp.data;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.smtp.reply.LoggedRefusals;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;

/**
 * Refuses a message that has gone round: one that came with more than {@code maxHops} Received
 * fields (RFC 5321 §6.3), the one of this server not counted, with {@code 554 5.4.6}.
 *
 * <ul>
 *   <li>{@code maxHops} (optional, default 35, at least 1)
 * </ul>
 *
 * <p>It is in {@link email.wildduck.james.smtp.SubmissionHandlers} with the default. One that is
 * named in the {@code <handlerchain>} stands before that one, and the first counts.
 *
 * <p>In {@code smtpserver.xml}:
 *
 * <pre>{@code
 * <handler class="email.wildduck.james.smtp.data.LoopHook"><maxHops>35</maxHops></handler>
 * }</pre>
 */
public final class LoopHook implements JamesMessageHook {
  private static final int DEFAULT_MAX_HOPS = 35;
  private static final AttachmentKey<Boolean> CHECKED =
      AttachmentKey.of("wildduck.hopsCounted", Boolean.class);

  private final LoggedRefusals refusals;
  private int maxHops = DEFAULT_MAX_HOPS;

  /** All ports count together. */
  @Inject
  public LoopHook(LoggedRefusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public void init(Configuration configuration) throws ConfigurationException {
    maxHops = configuration.getInt("maxHops", DEFAULT_MAX_HOPS);
    if (maxHops < 1) {
      throw new ConfigurationException("<maxHops> is " + maxHops + "; it must be at least 1");
    }
  }

  @Override
  public HookResult onMessage(SMTPSession session, Mail mail) {
    if (session.getAttachment(CHECKED, State.Transaction).isPresent()) {
      return HookResult.DECLINED;
    }
    session.setAttachment(CHECKED, true, State.Transaction);
    try {
      long hops =
          MailMessages.rawMessage(mail).headers().fields().stream()
                  .filter(field -> field.isNamed("Received"))
                  .count()
              - 1;
      return hops > maxHops
          ? refusals.hook(session, "data", "loop", loop(hops))
          : HookResult.DECLINED;
    } catch (MessagingException e) {
      return refusals.hook(
          session,
          "data",
          "unreadable",
          new TemporaryFailureException("message unreadable", e).reply());
    }
  }

  private static SmtpReply loop(long hops) {
    return SmtpReply.of(
        554,
        "5.4.6",
        "A delivery loop was detected: the message has come a long way (" + hops + ")");
  }
}
