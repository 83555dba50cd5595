package email.wildduck.james.smtp.rcpt;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.settings.SettingKey;
import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.smtp.reply.Replies;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.RcptHook;

/**
 * Refuses recipients of a message beyond WildDuck's setting {@code const:max:rcpt_to} (400; 0 is no
 * limit) with {@code 452 4.5.3}, so that a client sends to the rest in another message. A change of
 * the setting counts within seconds. Takes no parameters.
 *
 * <p>In {@code smtpserver.xml} of a stock James, before James' own handlers:
 *
 * <pre>{@code
 * <handler class="email.wildduck.james.smtp.rcpt.RecipientsPerMessageHook"/>
 * }</pre>
 */
public final class RecipientsPerMessageHook implements RcptHook {
  private static final SmtpReply REFUSAL = SmtpReply.of(452, "4.5.3", "Too many recipients");

  private final Settings settings;

  /** WildDuck's settings. */
  @Inject
  public RecipientsPerMessageHook(Settings settings) {
    this.settings = settings;
  }

  @Override
  public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
    long max = settings.get(SettingKey.MAX_RECIPIENTS_PER_MESSAGE);
    return max > 0 && session.getRcptCount() >= max
        ? Replies.refusal(REFUSAL)
        : HookResult.DECLINED;
  }
}
