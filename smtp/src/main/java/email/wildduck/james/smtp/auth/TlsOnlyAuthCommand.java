package email.wildduck.james.smtp.auth;

import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.esmtp.AuthCmdHandler;

/**
 * AUTH, refused without TLS with {@code 538 5.7.11} (RFC 4954 §4) before a client that waits for a
 * challenge has sent its password. James itself only leaves the announcement out. Takes no
 * parameters; part of {@link email.wildduck.james.smtp.SubmissionHandlers}.
 */
public final class TlsOnlyAuthCommand extends AuthCmdHandler {

  @Override
  public Response onCommand(SMTPSession session, Request request) {
    if (!session.isTLSStarted()) {
      return new SMTPResponse(
          String.valueOf(WildDuckAuthHook.TLS_REQUIRED.code()),
          WildDuckAuthHook.TLS_REQUIRED.description());
    }
    return super.onCommand(session, request);
  }
}
