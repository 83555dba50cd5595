package email.wildduck.james.smtp.xclient;

import email.wildduck.james.core.account.AuthenticatedUser;
import email.wildduck.james.core.account.XclientLogins;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.smtp.reply.Refusals;
import email.wildduck.james.smtp.xclient.XclientAttributes.Name;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.CommandHandler;
import org.apache.james.protocols.api.handler.ConnectHandler;
import org.apache.james.protocols.api.handler.ExtensibleHandler;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.esmtp.EhloExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * XCLIENT as Postfix has it ({@code XCLIENT_README}), for the peers in the port's {@code
 * <xclient>}; it is announced to nobody else. {@code LOGIN} logs the client in without a password;
 * {@code NAME} is taken and not used. The reply is the greeting. Part of {@link
 * email.wildduck.james.smtp.SubmissionHandlers}.
 */
public final class XclientCommand
    implements CommandHandler<SMTPSession>, EhloExtension, ExtensibleHandler {
  private static final Logger LOGGER = LoggerFactory.getLogger(XclientCommand.class);
  private static final String COMMAND = "xclient";
  private static final SmtpReply UNKNOWN =
      SmtpReply.of(500, "5.5.1", "Command XCLIENT unrecognized.");
  private static final SmtpReply NOT_TRUSTED = SmtpReply.of(550, "5.7.0", "Not authorized");
  private static final SmtpReply IN_TRANSACTION =
      SmtpReply.of(503, "5.5.1", "A mail transaction is in progress");
  private static final SmtpReply SYNTAX = SmtpReply.of(501, "5.5.4", "Bad XCLIENT attribute");
  private static final SmtpReply TOO_MANY =
      SmtpReply.of(421, "4.7.0", "Too many connections, try again later");
  private static final SmtpReply NO_SUCH_LOGIN =
      SmtpReply.of(535, "5.7.8", "Authentication failed");

  private final XclientLogins logins;
  private final Refusals refusals;
  private List<ConnectHandler<SMTPSession>> greeters = List.of();

  /** One of each serves all ports of a process. */
  @Inject
  public XclientCommand(XclientLogins logins, Refusals refusals) {
    this.logins = logins;
    this.refusals = refusals;
  }

  @Override
  public Collection<String> getImplCommands() {
    return List.of("XCLIENT");
  }

  @Override
  public List<String> getImplementedEsmtpFeatures(SMTPSession session) {
    return XclientAccess.isGranted(session)
        ? List.of(
            "XCLIENT "
                + Arrays.stream(Name.values()).map(Name::name).collect(Collectors.joining(" ")))
        : List.of();
  }

  @Override
  public Response onCommand(SMTPSession session, Request request) {
    if (!XclientAccess.isOffered(session)) {
      return refusals.response(COMMAND, "unknown", UNKNOWN);
    }
    if (!XclientAccess.isGranted(session)) {
      return refusals.response(COMMAND, "not_trusted", NOT_TRUSTED);
    }
    if (session.getAttachment(SMTPSession.SENDER, State.Transaction).isPresent()) {
      return refusals.response(COMMAND, "sequence", IN_TRANSACTION);
    }
    try {
      return take(
          session, XclientAttributes.parse(Optional.ofNullable(request.getArgument()).orElse("")));
    } catch (IllegalArgumentException e) {
      return refusals.response(COMMAND, "syntax", SYNTAX);
    } catch (TemporaryFailureException e) {
      Event.of("DBFAIL").with("command", COMMAND).warn(LOGGER, e);
      return refusals.response(COMMAND, "temporary_failure", e.reply());
    }
  }

  private Response take(SMTPSession session, XclientAttributes attributes) {
    Optional<String> login = attributes.text(Name.LOGIN);
    Optional<AuthenticatedUser> user = login.flatMap(logins::find);
    String proxy = session.getRemoteAddress().getAddress().getHostAddress();
    if (login.isPresent() && user.isEmpty()) {
      event("AUTHFAIL", attributes, proxy).with("reason", "UNKNOWN_USER").info(LOGGER);
      return refusals.response(COMMAND, "unknown_user", NO_SUCH_LOGIN);
    }
    if (!XclientSession.count(session, attributes)) {
      SMTPResponse refusal = refusals.response(COMMAND, "connections", TOO_MANY);
      refusal.setEndSession(true);
      return refusal;
    }
    XclientSession.apply(session, attributes, user);
    event(user.isPresent() ? "AUTHSUCCESS" : "XCLIENT", attributes, proxy).info(LOGGER);
    return greeting(session);
  }

  private static Event event(String word, XclientAttributes attributes, String proxy) {
    return Event.of(word)
        .with("xclient", "yes")
        .with("proxy", proxy)
        .with("ip", attributes.text(Name.ADDR).orElse(""))
        .with("username", attributes.text(Name.LOGIN).orElse(""));
  }

  private Response greeting(SMTPSession session) {
    return greeters.stream()
        .map(greeter -> greeter.onConnect(session))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody greets"));
  }

  @Override
  public List<Class<?>> getMarkerInterfaces() {
    return List.of(ConnectHandler.class);
  }

  @Override
  @SuppressWarnings("unchecked")
  public void wireExtensions(Class<?> interfaceName, List<?> extensions) {
    if (ConnectHandler.class.equals(interfaceName)) {
      greeters = List.copyOf((List<ConnectHandler<SMTPSession>>) extensions);
    }
  }
}
