package email.wildduck.james.smtp.dsn;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.reply.LoggedRefusals;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;

/**
 * Takes {@code NOTIFY} and {@code ORCPT} of RCPT (RFC 3461 §4.1, §4.2, RFC 6533 §3); malformed ones
 * are refused with {@code 501 5.5.4}. Takes no parameters.
 */
public final class DsnRecipientHook implements RcptHook {
  static final AttachmentKey<RecipientOptions> OPTIONS =
      AttachmentKey.of("wildduck.dsn.recipients", RecipientOptions.class);

  private static final String NOTIFY = "NOTIFY";
  private static final String ORCPT = "ORCPT";
  private static final SmtpReply BAD_NOTIFY =
      SmtpReply.of(501, "5.5.4", "NOTIFY is NEVER or a list of SUCCESS, FAILURE and DELAY");
  private static final SmtpReply BAD_ORCPT =
      SmtpReply.of(501, "5.5.4", "ORCPT is rfc822; or utf-8; and an address");

  private final LoggedRefusals refusals;

  /** All ports count together. */
  @Inject
  public DsnRecipientHook(LoggedRefusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public Set<String> supportedParameters() {
    return Set.of(NOTIFY, ORCPT);
  }

  @Override
  public HookResult doRcpt(
      SMTPSession session,
      MaybeSender sender,
      MailAddress recipient,
      Map<String, String> parameters) {
    Optional<String> notify = Optional.ofNullable(parameters.get(NOTIFY));
    Optional<String> orcpt = Optional.ofNullable(parameters.get(ORCPT));
    Optional<EnumSet<Notify>> events = notify.flatMap(NotifyValue::parse);
    Optional<MailAddress> original = orcpt.flatMap(OriginalRecipient::parse);
    if (notify.isPresent() && events.isEmpty()) {
      return refusals.hook(session, "rcpt", "parameter_value", BAD_NOTIFY);
    }
    if (orcpt.isPresent() && original.isEmpty()) {
      return refusals.hook(session, "rcpt", "parameter_value", BAD_ORCPT);
    }
    RecipientDsnParameters.of(events, original)
        .ifPresent(
            wanted ->
                session.setAttachment(
                    OPTIONS,
                    session
                        .getAttachment(OPTIONS, State.Transaction)
                        .orElse(RecipientOptions.NONE)
                        .with(recipient, wanted),
                    State.Transaction));
    return HookResult.DECLINED;
  }
}
