package email.wildduck.james.smtp.command;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.reply.LoggedRefusals;
import email.wildduck.james.smtp.syntax.HelloName;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.AbstractHookableCmdHandler;
import org.apache.james.protocols.smtp.hook.HeloHook;
import org.apache.james.protocols.smtp.hook.HookResult;

/**
 * What EHLO and HELO have in common (RFC 5321 §4.1.1.1): the client's name is checked and kept
 * under James' own keys, a transaction ends, James' {@code HeloHook}s are asked. A bad name is
 * refused with {@code 501 5.5.2} and changes nothing.
 */
abstract class HelloCommand extends AbstractHookableCmdHandler<HeloHook> {
  private final String name;
  private final LoggedRefusals refusals;

  HelloCommand(String name, MetricFactory metricFactory, LoggedRefusals refusals) {
    super(metricFactory);
    this.name = name;
    this.refusals = refusals;
  }

  /** More lines of the reply, in their order. */
  abstract Collection<String> features(SMTPSession session);

  @Override
  protected final Response doFilterChecks(SMTPSession session, String command, String argument) {
    if (argument == null || !HelloName.isAcceptable(argument)) {
      return refusals.response(
          session,
          name.toLowerCase(Locale.ROOT),
          "syntax",
          SmtpReply.of(501, "5.5.2", "Syntax: " + name + " hostname"));
    }
    session.resetState();
    session.setAttachment(SMTPSession.CURRENT_HELO_NAME, argument, State.Connection);
    return null;
  }

  @Override
  protected final HookResult callHook(HeloHook hook, SMTPSession session, String argument) {
    return hook.doHelo(session, argument);
  }

  /** RFC 5321 §4.2 has no enhanced status code here, RFC 2034 §4 neither. */
  @Override
  protected final Response doCoreCmd(SMTPSession session, String command, String argument) {
    session.setAttachment(SMTPSession.CURRENT_HELO_MODE, name, State.Connection);
    SMTPResponse response =
        new SMTPResponse(
            "250",
            session.getConfiguration().getHelloName()
                + " Nice to meet you, ["
                + session.getRemoteAddress().getAddress().getHostAddress()
                + "]");
    features(session).forEach(response::appendLine);
    return response;
  }

  @Override
  public final Collection<String> getImplCommands() {
    return List.of(name);
  }

  @Override
  protected final Class<HeloHook> getHookInterface() {
    return HeloHook.class;
  }
}
