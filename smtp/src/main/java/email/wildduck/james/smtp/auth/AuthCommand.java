package email.wildduck.james.smtp.auth;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.reply.Refusals;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.CommandHandler;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.esmtp.EhloExtension;

/**
 * AUTH PLAIN and LOGIN (RFC 4954), with and without initial response, under TLS only, in the place
 * of James' own: names and passwords reach the check as they were sent, and every line that is not
 * as it should be has its own reply. Announced under TLS only. Takes no parameters; part of {@link
 * email.wildduck.james.smtp.SubmissionHandlers}.
 */
public final class AuthCommand implements CommandHandler<SMTPSession>, EhloExtension {
  private static final String COMMAND = "AUTH";
  private static final String CANCEL = "*";

  private static final SmtpReply ALREADY = SmtpReply.of(503, "5.5.1", "Already authenticated");
  private static final SmtpReply IN_TRANSACTION =
      SmtpReply.of(503, "5.5.1", "AUTH is not allowed during a mail transaction");
  private static final SmtpReply NO_EHLO = SmtpReply.of(503, "5.5.1", "Send EHLO first");
  private static final SmtpReply NO_MECHANISM =
      SmtpReply.of(501, "5.5.4", "Usage: AUTH mechanism [initial-response]");
  private static final SmtpReply UNKNOWN_MECHANISM =
      SmtpReply.of(504, "5.5.4", "Unrecognized authentication type");
  private static final SmtpReply CANCELLED = SmtpReply.of(501, "5.7.0", "Authentication cancelled");
  private static final SmtpReply MALFORMED =
      SmtpReply.of(501, "5.5.2", "Invalid authentication data");

  private final SessionLogin login;
  private final AuthFailures failures;
  private final Refusals refusals;

  /** One of each serves all ports. */
  @Inject
  public AuthCommand(SessionLogin login, AuthFailures failures, Refusals refusals) {
    this.login = login;
    this.failures = failures;
    this.refusals = refusals;
  }

  @Override
  public Response onCommand(SMTPSession session, Request request) {
    if (!session.isTLSStarted()) {
      return failures.response(session, "no_tls", AuthReplies.TLS_REQUIRED);
    }
    if (session.getAttachment(SubmissionUser.KEY, State.Connection).isPresent()) {
      return refusals.response("auth", "sequence", ALREADY);
    }
    if (session.getAttachment(SMTPSession.SENDER, State.Transaction).isPresent()) {
      return refusals.response("auth", "sequence", IN_TRANSACTION);
    }
    if (session.getAttachment(SMTPSession.CURRENT_HELO_MODE, State.Connection).isEmpty()) {
      return refusals.response("auth", "sequence", NO_EHLO);
    }
    return begin(session, Optional.ofNullable(request.getArgument()).orElse("").strip());
  }

  private Response begin(SMTPSession session, String argument) {
    String[] words = argument.split(" +", 2);
    if (argument.isEmpty() || !session.getConfiguration().isPlainAuthEnabled()) {
      return failures.response(
          session, "syntax", argument.isEmpty() ? NO_MECHANISM : UNKNOWN_MECHANISM);
    }
    Optional<AuthExchange> exchange = Mechanism.named(words[0]).map(AuthExchange::begin);
    if (exchange.isEmpty()) {
      return failures.response(session, "unknown_mechanism", UNKNOWN_MECHANISM);
    }
    return words.length == 1
        ? proceed(session, exchange.get())
        : answer(session, exchange.get(), words[1]);
  }

  private Response answer(SMTPSession session, AuthExchange exchange, String line) {
    if (line.equals(CANCEL)) {
      return failures.response(session, "cancelled", CANCELLED);
    }
    return exchange
        .answered(line)
        .map(answered -> proceed(session, answered))
        .orElseGet(() -> failures.response(session, "syntax", MALFORMED));
  }

  private Response proceed(SMTPSession session, AuthExchange exchange) {
    if (!exchange.isComplete()) {
      AuthLines.expect(session, (current, line) -> answer(current, exchange, line));
      return new SMTPResponse("334", exchange.challenge());
    }
    return exchange
        .credentials()
        .map(credentials -> check(session, credentials))
        .orElseGet(() -> failures.response(session, "syntax", MALFORMED));
  }

  private Response check(SMTPSession session, Credentials credentials) {
    LoginResult result = login.attempt(session, credentials.name(), credentials.password());
    SmtpReply reply = result.reply();
    return result.isAccepted()
        ? new SMTPResponse(String.valueOf(reply.code()), reply.description())
        : failures.response(session, result.reason(), reply);
  }

  @Override
  public Collection<String> getImplCommands() {
    return Set.of(COMMAND);
  }

  @Override
  public List<String> getImplementedEsmtpFeatures(SMTPSession session) {
    return session.isTLSStarted() && session.getConfiguration().isPlainAuthEnabled()
        ? List.of("AUTH LOGIN PLAIN")
        : List.of();
  }
}
