package email.wildduck.james.smtp.command;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.reply.LoggedRefusals;
import java.util.List;
import javax.inject.Inject;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.esmtp.EhloExtension;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.MailParametersHook;

/**
 * SMTPUTF8 (RFC 6531): announced, and taken as a parameter of MAIL, where it has no value ({@code
 * 501 5.5.4} otherwise). Addresses beyond ASCII are also taken without it, as by ZoneMTA. Takes no
 * parameters.
 */
public final class SmtpUtf8Extension implements MailParametersHook, EhloExtension {
  private static final AttachmentKey<Boolean> USED =
      AttachmentKey.of("wildduck.smtputf8", Boolean.class);
  private static final SmtpReply BAD_VALUE = SmtpReply.of(501, "5.5.4", "SMTPUTF8 has no value");

  private final LoggedRefusals refusals;

  /** All ports count together. */
  @Inject
  public SmtpUtf8Extension(LoggedRefusals refusals) {
    this.refusals = refusals;
  }

  /** Whether the client asked for it in this transaction. */
  public static boolean isUsed(SMTPSession session) {
    return session.getAttachment(USED, State.Transaction).isPresent();
  }

  @Override
  public List<String> getImplementedEsmtpFeatures(SMTPSession session) {
    return List.of("SMTPUTF8");
  }

  @Override
  public HookResult doMailParameter(SMTPSession session, String name, String value) {
    if (!value.isEmpty()) {
      return refusals.hook(session, "mail", "parameter_value", BAD_VALUE);
    }
    session.setAttachment(USED, true, State.Transaction);
    return HookResult.DECLINED;
  }

  @Override
  public String[] getMailParamNames() {
    return new String[] {"SMTPUTF8"};
  }
}
