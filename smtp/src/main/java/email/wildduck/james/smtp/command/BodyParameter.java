package email.wildduck.james.smtp.command;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.reply.LoggedRefusals;
import java.util.Locale;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.MailParametersHook;

/**
 * {@code BODY=7BIT} and {@code BODY=8BITMIME} of MAIL (RFC 6152); any other value is refused with
 * {@code 501 5.5.4}. The message is kept as it is in both cases. Takes no parameters.
 */
public final class BodyParameter implements MailParametersHook {
  private static final SmtpReply BAD_VALUE = SmtpReply.of(501, "5.5.4", "BODY is 7BIT or 8BITMIME");

  private final LoggedRefusals refusals;

  /** All ports count together. */
  @Inject
  public BodyParameter(LoggedRefusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public HookResult doMailParameter(SMTPSession session, String name, String value) {
    return Set.of("7BIT", "8BITMIME").contains(value.toUpperCase(Locale.ROOT))
        ? HookResult.DECLINED
        : refusals.hook(session, "mail", "parameter_value", BAD_VALUE);
  }

  @Override
  public String[] getMailParamNames() {
    return new String[] {"BODY"};
  }
}
