package email.wildduck.james.smtp.rcpt;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.from.SenderAccount;
import email.wildduck.james.core.limits.DailyAllowance;
import email.wildduck.james.core.limits.DailyRecipientLimit;
import email.wildduck.james.smtp.account.SessionAccounts;
import email.wildduck.james.smtp.reply.Refusals;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.MailHook;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses recipients beyond the user's daily limit with {@code 550 5.7.1} while they are named, by
 * the counter as it is at MAIL. What holds is the reservation at the end of DATA; this is so that a
 * client hears of it early, and for which recipient. Logs {@code RCPTACCEPT} and {@code RCPTDENY}
 * for users with a limit. Takes no parameters.
 *
 * <p>Round trips: one to Redis for each MAIL of a user with a limit, none at RCPT.
 *
 * <p>In {@code smtpserver.xml} of a stock James, behind {@link
 * email.wildduck.james.smtp.account.UsableAccountHook}:
 *
 * <pre>{@code
 * <handler class="email.wildduck.james.smtp.rcpt.DailyLimitHook"/>
 * }</pre>
 */
public final class DailyLimitHook implements MailHook, RcptHook {
  private static final Logger LOGGER = LoggerFactory.getLogger(DailyLimitHook.class);
  private static final AttachmentKey<DailyAllowance> ALLOWANCE =
      AttachmentKey.of("wildduck.dailyAllowance", DailyAllowance.class);

  private final SessionAccounts accounts;
  private final DailyRecipientLimit limit;
  private final Refusals refusals;
  private final RecipientMetrics metrics;

  /** One of each serves all ports. */
  @Inject
  public DailyLimitHook(
      SessionAccounts accounts,
      DailyRecipientLimit limit,
      Refusals refusals,
      RecipientMetrics metrics) {
    this.accounts = accounts;
    this.limit = limit;
    this.refusals = refusals;
    this.metrics = metrics;
  }

  @Override
  public HookResult doMail(SMTPSession session, MaybeSender sender) {
    try {
      readAllowance(session);
      return HookResult.DECLINED;
    } catch (SmtpException e) {
      return refusals.hook("mail", e);
    }
  }

  @Override
  public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
    try {
      SenderAccount account = accounts.current(session);
      DailyAllowance allowance =
          session
              .getAttachment(ALLOWANCE, State.Transaction)
              .orElseGet(() -> readAllowance(session));
      return decide(session, sender, recipient, account, allowance);
    } catch (SmtpException e) {
      return refusals.hook("rcpt", e);
    }
  }

  private HookResult decide(
      SMTPSession session,
      MaybeSender sender,
      MailAddress recipient,
      SenderAccount account,
      DailyAllowance allowance) {
    if (allowance.isUnlimited()) {
      return HookResult.DECLINED;
    }
    int waiting = Recipients.besides(session, recipient).size();
    boolean admitted = allowance.admitsOneMoreThan(waiting);
    Event event =
        Event.of(admitted ? "RCPTACCEPT" : "RCPTDENY")
            .with("mail_action", "rcpt_to")
            .with("allowed", admitted ? "yes" : "no")
            .with("user", account.id().toHexString())
            .with("from", sender.asString(""))
            .with("to", recipient.asString())
            .with("limit_sent", allowance.used() + waiting)
            .with("limit_allowed", allowance.max())
            .with("sess", session.getSessionID());
    if (admitted) {
      event.info(LOGGER);
      return HookResult.DECLINED;
    }
    event
        .with("daily", "yes")
        .with("rate_limit", "yes")
        .with("error", "daily sending limit reached")
        .with("error_message", allowance.refusal().reply().text())
        .info(LOGGER);
    metrics.denied();
    return refusals.hook("rcpt", "daily_limit", allowance.refusal().reply());
  }

  private DailyAllowance readAllowance(SMTPSession session) {
    SenderAccount account = accounts.current(session);
    DailyAllowance allowance = limit.allowance(account.id(), account.maxRecipients());
    session.setAttachment(ALLOWANCE, allowance, State.Transaction);
    return allowance;
  }
}
