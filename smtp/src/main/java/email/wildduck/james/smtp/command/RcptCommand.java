package email.wildduck.james.smtp.command;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.smtp.reply.LoggedRefusals;
import email.wildduck.james.smtp.syntax.EsmtpParameters;
import email.wildduck.james.smtp.syntax.Mailbox;
import email.wildduck.james.smtp.syntax.PathArgument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.AbstractHookableCmdHandler;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.RcptHook;

/**
 * RCPT (RFC 5321 §4.1.1.3): syntax, parameters, then James' {@code RcptHook}s, which say themselves
 * what parameters they know. Recipients are kept for the transaction under James' own {@link
 * SMTPSession#RCPT_LIST}, in their ASCII form. One that is there already is accepted and not added
 * again; upper and lower case do not count.
 *
 * <p>{@code 501 5.1.3} no address, {@code 553 5.1.3} an address that RFC 5321 does not allow,
 * {@code 501 5.5.4} malformed parameters, {@code 555 5.5.4} an unknown parameter, {@code 503 5.5.1}
 * before MAIL. Takes no parameters of its own; part of {@link
 * email.wildduck.james.smtp.SubmissionHandlers}.
 */
public final class RcptCommand extends AbstractHookableCmdHandler<RcptHook> {
  private static final String NAME = "rcpt";
  private static final AttachmentKey<MailAddress> RECIPIENT =
      AttachmentKey.of("wildduck.recipient", MailAddress.class);
  private static final AttachmentKey<EsmtpParameters> PARAMETERS =
      AttachmentKey.of("wildduck.recipientParameters", EsmtpParameters.class);

  private static final SmtpReply MAIL_FIRST = SmtpReply.of(503, "5.5.1", "Send MAIL first");
  private static final SmtpReply SYNTAX =
      SmtpReply.of(501, "5.1.3", "Bad recipient address syntax, use RCPT TO:<address>");
  private static final SmtpReply NOT_VALID =
      SmtpReply.of(553, "5.1.3", "The recipient address is not a valid RFC 5321 address");
  private static final SmtpReply BAD_PARAMETERS =
      SmtpReply.of(501, "5.5.4", "Bad syntax of the parameters of RCPT");
  private static final SmtpReply UNKNOWN_PARAMETER =
      SmtpReply.of(555, "5.5.4", "A parameter of RCPT is not supported");
  private static final SmtpReply ACCEPTED = SmtpReply.of(250, "2.1.5", "Recipient accepted");

  private final LoggedRefusals refusals;

  /** All ports count together. */
  @Inject
  public RcptCommand(MetricFactory metricFactory, LoggedRefusals refusals) {
    super(metricFactory);
    this.refusals = refusals;
  }

  @Override
  protected Response doFilterChecks(SMTPSession session, String command, String argument) {
    if (session.getAttachment(SMTPSession.SENDER, State.Transaction).isEmpty()) {
      return refusals.response(session, NAME, "sequence", MAIL_FIRST);
    }
    Optional<PathArgument> parsed =
        Optional.ofNullable(argument)
            .flatMap(text -> PathArgument.parse("TO:", text))
            .filter(path -> Mailbox.hasBothParts(path.path()));
    if (parsed.isEmpty()) {
      return refusals.response(session, NAME, "syntax", SYNTAX);
    }
    Optional<MailAddress> recipient = recipient(parsed.get().path());
    if (recipient.isEmpty()) {
      return refusals.response(session, NAME, "invalid_address", NOT_VALID);
    }
    Optional<EsmtpParameters> parameters = EsmtpParameters.parse(parsed.get().parameters());
    if (parameters.isEmpty()) {
      return refusals.response(session, NAME, "parameter_syntax", BAD_PARAMETERS);
    }
    if (!parameters.get().asMap().keySet().stream().allMatch(this::isSupported)) {
      return refusals.response(session, NAME, "unknown_parameter", UNKNOWN_PARAMETER);
    }
    session.setAttachment(RECIPIENT, recipient.get(), State.Transaction);
    session.setAttachment(PARAMETERS, parameters.get(), State.Transaction);
    return null;
  }

  private static Optional<MailAddress> recipient(String path) {
    try {
      Optional<Mailbox> mailbox = Mailbox.parse(path);
      return mailbox.isEmpty()
          ? Optional.empty()
          : Optional.of(Envelope.heldFor(mailbox.get().address()));
    } catch (AddressException e) {
      return Optional.empty();
    }
  }

  private boolean isSupported(String parameter) {
    return getHooks().stream().anyMatch(hook -> hook.supportedParameters().contains(parameter));
  }

  @Override
  protected HookResult callHook(RcptHook hook, SMTPSession session, String argument) {
    MaybeSender sender =
        session
            .getAttachment(SMTPSession.SENDER, State.Transaction)
            .orElse(MaybeSender.nullSender());
    Map<String, String> parameters =
        session
            .getAttachment(PARAMETERS, State.Transaction)
            .map(EsmtpParameters::asMap)
            .orElse(Map.of());
    return hook.doRcpt(session, sender, current(session), parameters);
  }

  @Override
  protected Response doCoreCmd(SMTPSession session, String command, String argument) {
    List<MailAddress> recipients =
        session.getAttachment(SMTPSession.RCPT_LIST, State.Transaction).orElseGet(ArrayList::new);
    MailAddress recipient = current(session);
    if (!recipients.contains(recipient)) {
      recipients.add(recipient);
    }
    session.setAttachment(SMTPSession.RCPT_LIST, recipients, State.Transaction);
    return new SMTPResponse(String.valueOf(ACCEPTED.code()), ACCEPTED.description());
  }

  private static MailAddress current(SMTPSession session) {
    return session.getAttachment(RECIPIENT, State.Transaction).orElseThrow();
  }

  @Override
  public Collection<String> getImplCommands() {
    return List.of("RCPT");
  }

  @Override
  protected Class<RcptHook> getHookInterface() {
    return RcptHook.class;
  }
}
