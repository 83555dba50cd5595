package email.wildduck.james.smtp.command;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.smtp.reply.LoggedRefusals;
import email.wildduck.james.smtp.syntax.EsmtpParameters;
import email.wildduck.james.smtp.syntax.Mailbox;
import email.wildduck.james.smtp.syntax.PathArgument;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.internet.AddressException;
import org.apache.james.core.MaybeSender;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.AbstractHookableCmdHandler;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.MailHook;
import org.apache.james.protocols.smtp.hook.MailParametersHook;

/**
 * MAIL (RFC 5321 §4.1.1.2): syntax, parameters, then James' {@code MailHook}s. The sender is kept
 * for the transaction under James' own {@link SMTPSession#SENDER}, in its ASCII form. Each
 * parameter goes to the {@code MailParametersHook} that knows it.
 *
 * <p>{@code 501 5.1.7} bad address, {@code 501 5.5.4} malformed parameters, {@code 555 5.5.4} an
 * unknown parameter, {@code 503 5.5.1} before EHLO or within a transaction. A MAIL that is refused
 * leaves nothing behind. Takes no parameters of its own; part of {@link
 * email.wildduck.james.smtp.SubmissionHandlers}.
 */
public final class MailCommand extends AbstractHookableCmdHandler<MailHook> {
  private static final String NAME = "mail";
  private static final SmtpReply NESTED = SmtpReply.of(503, "5.5.1", "Sender already specified");
  private static final SmtpReply HELLO_FIRST = SmtpReply.of(503, "5.5.1", "Send EHLO first");
  private static final SmtpReply SYNTAX =
      SmtpReply.of(501, "5.1.7", "Bad sender address syntax, use MAIL FROM:<address>");
  private static final SmtpReply PARAMETERS =
      SmtpReply.of(501, "5.5.4", "Bad syntax of the parameters of MAIL");
  private static final SmtpReply UNKNOWN_PARAMETER =
      SmtpReply.of(555, "5.5.4", "A parameter of MAIL is not supported");
  private static final SmtpReply ACCEPTED = SmtpReply.of(250, "2.1.0", "Sender accepted");

  private final LoggedRefusals refusals;
  private Map<String, MailParametersHook> parameterHooks = Map.of();

  /** All ports count together. */
  @Inject
  public MailCommand(MetricFactory metricFactory, LoggedRefusals refusals) {
    super(metricFactory);
    this.refusals = refusals;
  }

  @Override
  public Response onCommand(SMTPSession session, Request request) {
    if (session.getAttachment(SMTPSession.SENDER, State.Transaction).isPresent()) {
      return refusals.response(session, NAME, "sequence", NESTED);
    }
    // What a MAIL that was refused, or nobody's RCPT, may have left.
    session.resetState();
    boolean accepted = false;
    try {
      Response response = super.onCommand(session, request);
      accepted = response.getRetCode().startsWith("2");
      return response;
    } finally {
      if (!accepted) {
        session.resetState();
      }
    }
  }

  @Override
  protected Response doFilterChecks(SMTPSession session, String command, String argument) {
    if (session.getConfiguration().useHeloEhloEnforcement()
        && session.getAttachment(SMTPSession.CURRENT_HELO_MODE, State.Connection).isEmpty()) {
      return refusals.response(session, NAME, "sequence", HELLO_FIRST);
    }
    Optional<PathArgument> parsed =
        Optional.ofNullable(argument).flatMap(text -> PathArgument.parse("FROM:", text));
    Optional<MaybeSender> sender = parsed.flatMap(argument1 -> sender(argument1.path()));
    if (parsed.isEmpty() || sender.isEmpty()) {
      return refusals.response(session, NAME, "syntax", SYNTAX);
    }
    Optional<EsmtpParameters> parameters = EsmtpParameters.parse(parsed.get().parameters());
    if (parameters.isEmpty()) {
      return refusals.response(session, NAME, "parameter_syntax", PARAMETERS);
    }
    session.setAttachment(SMTPSession.SENDER, sender.get(), State.Transaction);
    return accept(session, parameters.get());
  }

  /** What James takes for "go on" is null. */
  private Response accept(SMTPSession session, EsmtpParameters parameters) {
    for (Map.Entry<String, String> parameter : parameters.asMap().entrySet()) {
      MailParametersHook hook = parameterHooks.get(parameter.getKey());
      if (hook == null) {
        return refusals.response(session, NAME, "unknown_parameter", UNKNOWN_PARAMETER);
      }
      Response refusal =
          calcDefaultSMTPResponse(
              hook.doMailParameter(session, parameter.getKey(), parameter.getValue()));
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  private static Optional<MaybeSender> sender(String path) {
    if (path.isEmpty()) {
      return Optional.of(MaybeSender.nullSender());
    }
    try {
      Optional<Mailbox> mailbox = Mailbox.parse(path);
      return mailbox.isEmpty()
          ? Optional.empty()
          : Optional.of(MaybeSender.of(Envelope.heldFor(mailbox.get().address())));
    } catch (AddressException e) {
      return Optional.empty();
    }
  }

  @Override
  protected HookResult callHook(MailHook hook, SMTPSession session, String argument) {
    return hook.doMail(
        session,
        session
            .getAttachment(SMTPSession.SENDER, State.Transaction)
            .orElse(MaybeSender.nullSender()));
  }

  @Override
  protected Response doCoreCmd(SMTPSession session, String command, String argument) {
    return new SMTPResponse(String.valueOf(ACCEPTED.code()), ACCEPTED.description());
  }

  @Override
  public Collection<String> getImplCommands() {
    return List.of("MAIL");
  }

  @Override
  protected Class<MailHook> getHookInterface() {
    return MailHook.class;
  }

  @Override
  public List<Class<?>> getMarkerInterfaces() {
    List<Class<?>> interfaces = super.getMarkerInterfaces();
    interfaces.add(MailParametersHook.class);
    return interfaces;
  }

  @Override
  public void wireExtensions(Class<?> type, List<?> extensions) {
    if (type.equals(MailParametersHook.class)) {
      Map<String, MailParametersHook> hooks = new HashMap<>();
      for (Object hook : extensions) {
        for (String name : ((MailParametersHook) hook).getMailParamNames()) {
          // The first wins, as with all hooks.
          hooks.putIfAbsent(name, (MailParametersHook) hook);
        }
      }
      parameterHooks = Map.copyOf(hooks);
    } else {
      super.wireExtensions(type, extensions);
    }
  }
}
