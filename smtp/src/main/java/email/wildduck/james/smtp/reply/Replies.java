package email.wildduck.james.smtp.reply;

import email.wildduck.james.core.error.SmtpReply;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;

/** Puts replies into the form in which James' hooks give them. */
public final class Replies {
  private Replies() {}

  /** A 4xx or 5xx reply; the connection stays open. */
  public static HookResult refusal(SmtpReply reply) {
    return result(reply.isTemporary() ? HookReturnCode.denySoft() : HookReturnCode.deny(), reply);
  }

  /** A 4xx or 5xx reply after which the connection is closed. */
  public static HookResult refusalAndClose(SmtpReply reply) {
    return result(
        HookReturnCode.disconnected(
            reply.isTemporary() ? HookReturnCode.Action.DENYSOFT : HookReturnCode.Action.DENY),
        reply);
  }

  /** A 2xx reply. */
  public static HookResult acceptance(SmtpReply reply) {
    return result(HookReturnCode.ok(), reply);
  }

  private static HookResult result(HookReturnCode action, SmtpReply reply) {
    return HookResult.builder()
        .hookReturnCode(action)
        .smtpReturnCode(String.valueOf(reply.code()))
        .smtpDescription(reply.description())
        .build();
  }
}
