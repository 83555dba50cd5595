package email.wildduck.james.smtp.data;

import email.wildduck.james.smtp.auth.SubmissionUser;
import email.wildduck.james.smtp.command.SmtpUtf8Extension;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;

/**
 * The protocol of a transaction, as RFC 3848 names it: {@code ESMTPSA} and shorter ones; {@code
 * UTF8SMTPSA} and so on when the client asked for SMTPUTF8 (RFC 6531 §4.3).
 */
final class TransmissionType {
  private TransmissionType() {}

  static String of(SMTPSession session) {
    boolean extended =
        session
            .getAttachment(SMTPSession.CURRENT_HELO_MODE, State.Connection)
            .filter("EHLO"::equals)
            .isPresent();
    String base = SmtpUtf8Extension.isUsed(session) ? "UTF8SMTP" : "ESMTP";
    return (extended ? base : "SMTP")
        + (session.isTLSStarted() ? "S" : "")
        + (session.getAttachment(SubmissionUser.KEY, State.Connection).isPresent() ? "A" : "");
  }
}
