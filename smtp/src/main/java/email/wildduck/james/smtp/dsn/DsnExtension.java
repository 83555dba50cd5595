package email.wildduck.james.smtp.dsn;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.reply.LoggedRefusals;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.esmtp.EhloExtension;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.MailParametersHook;
import org.apache.mailet.DsnParameters.EnvId;
import org.apache.mailet.DsnParameters.Ret;
import org.apache.mailet.DsnParameters.XText;

/**
 * Announces DSN and takes {@code RET} ({@code FULL} or {@code HDRS}) and {@code ENVID} (xtext of at
 * most 100 characters) of MAIL (RFC 3461 §4.3, §4.4). Any other value is refused with {@code 501
 * 5.5.4}. Takes no parameters.
 */
public final class DsnExtension implements EhloExtension, MailParametersHook {
  static final AttachmentKey<Ret> RET = AttachmentKey.of("wildduck.dsn.ret", Ret.class);
  static final AttachmentKey<EnvId> ENVID = AttachmentKey.of("wildduck.dsn.envid", EnvId.class);

  private static final int MAX_ENVID = 100;
  private static final SmtpReply BAD_RET = SmtpReply.of(501, "5.5.4", "RET is FULL or HDRS");
  private static final SmtpReply BAD_ENVID =
      SmtpReply.of(501, "5.5.4", "ENVID is xtext of at most 100 characters");

  private final LoggedRefusals refusals;

  /** All ports count together. */
  @Inject
  public DsnExtension(LoggedRefusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public List<String> getImplementedEsmtpFeatures(SMTPSession session) {
    return List.of("DSN");
  }

  @Override
  public String[] getMailParamNames() {
    return new String[] {"RET", "ENVID"};
  }

  @Override
  public HookResult doMailParameter(SMTPSession session, String name, String value) {
    return name.equals("RET") ? ret(session, value) : envid(session, value);
  }

  private HookResult ret(SMTPSession session, String value) {
    Optional<Ret> ret = Ret.parse(value);
    if (ret.isEmpty()) {
      return refusals.hook(session, "mail", "parameter_value", BAD_RET);
    }
    session.setAttachment(RET, ret.get(), State.Transaction);
    return HookResult.DECLINED;
  }

  private HookResult envid(SMTPSession session, String value) {
    if (value.isEmpty()
        || value.length() > MAX_ENVID
        || !XText.isValid(value)
        || !XText.decode(value).chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return refusals.hook(session, "mail", "parameter_value", BAD_ENVID);
    }
    session.setAttachment(ENVID, EnvId.of(value), State.Transaction);
    return HookResult.DECLINED;
  }
}
