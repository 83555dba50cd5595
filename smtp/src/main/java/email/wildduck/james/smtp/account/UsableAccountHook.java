package email.wildduck.james.smtp.account;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.from.FromEnforcement;
import email.wildduck.james.core.from.SenderAccount;
import email.wildduck.james.smtp.reply.Refusals;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.MailHook;
import org.apache.james.protocols.smtp.hook.RcptHook;

/**
 * Refuses MAIL and RCPT of a user who is unknown by now, disabled or suspended, with {@code 550
 * 5.7.1}; and MAIL from an address that is not the user's when the user has no main address that
 * could take its place. {@code 451 4.3.0} when MongoDB does not answer. Takes no parameters.
 *
 * <p>Round trips: one to MongoDB at MAIL; for a user without a main address one to four more, to
 * find out whose the address is; at RCPT one a second.
 *
 * <p>In {@code smtpserver.xml} of a stock James, behind {@link
 * email.wildduck.james.smtp.auth.AuthenticationRequiredHook}:
 *
 * <pre>{@code
 * <handler class="email.wildduck.james.smtp.account.UsableAccountHook"/>
 * }</pre>
 */
public final class UsableAccountHook implements MailHook, RcptHook {
  private final SessionAccounts accounts;
  private final FromEnforcement enforcement;
  private final Refusals refusals;

  /** One of each serves all ports. */
  @Inject
  public UsableAccountHook(
      SessionAccounts accounts, FromEnforcement enforcement, Refusals refusals) {
    this.accounts = accounts;
    this.enforcement = enforcement;
    this.refusals = refusals;
  }

  @Override
  public HookResult doMail(SMTPSession session, MaybeSender sender) {
    try {
      SenderAccount account = accounts.read(session);
      enforcement.requireSender(sender.asString(""), account);
      return HookResult.DECLINED;
    } catch (SmtpException e) {
      return refusals.hook("mail", e);
    }
  }

  @Override
  public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
    try {
      accounts.current(session);
      return HookResult.DECLINED;
    } catch (SmtpException e) {
      return refusals.hook("rcpt", e);
    }
  }
}
