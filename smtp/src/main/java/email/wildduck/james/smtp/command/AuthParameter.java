package email.wildduck.james.smtp.command;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.reply.LoggedRefusals;
import javax.inject.Inject;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.MailParametersHook;
import org.apache.mailet.DsnParameters;

/**
 * {@code AUTH=} of MAIL (RFC 4954 §5): {@code <>} or an address as xtext. It is checked and not
 * used, for nobody who submits is trusted to speak for others. A malformed value is refused with
 * {@code 501 5.5.4}. Takes no parameters.
 */
public final class AuthParameter implements MailParametersHook {
  private static final SmtpReply BAD_VALUE =
      SmtpReply.of(501, "5.5.4", "AUTH is an address as xtext or <>");

  private final LoggedRefusals refusals;

  /** All ports count together. */
  @Inject
  public AuthParameter(LoggedRefusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public HookResult doMailParameter(SMTPSession session, String name, String value) {
    return !value.isEmpty() && DsnParameters.XText.isValid(value)
        ? HookResult.DECLINED
        : refusals.hook(session, "mail", "parameter_value", BAD_VALUE);
  }

  @Override
  public String[] getMailParamNames() {
    return new String[] {"AUTH"};
  }
}
