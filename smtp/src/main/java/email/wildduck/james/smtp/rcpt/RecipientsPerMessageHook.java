package email.wildduck.james.smtp.rcpt;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.settings.SettingKey;
import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.smtp.reply.Refusals;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.RcptHook;

/**
 * Refuses recipients of a message beyond WildDuck's setting {@code const:max:rcpt_to} (400; 0 is no
 * limit) with {@code 452 4.5.3}, so that a client sends to the rest in another message. A recipient
 * that is named again counts once. A change of the setting counts within seconds. Takes no
 * parameters.
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
  private final Refusals refusals;
  private final RecipientMetrics metrics;

  /** WildDuck's settings. */
  @Inject
  public RecipientsPerMessageHook(Settings settings, Refusals refusals, RecipientMetrics metrics) {
    this.settings = settings;
    this.refusals = refusals;
    this.metrics = metrics;
  }

  @Override
  public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
    long max = settings.get(SettingKey.MAX_RECIPIENTS_PER_MESSAGE);
    if (max <= 0 || Recipients.besides(session, recipient).size() < max) {
      return HookResult.DECLINED;
    }
    metrics.tooMany();
    return refusals.hook("rcpt", "too_many_recipients", REFUSAL);
  }
}
