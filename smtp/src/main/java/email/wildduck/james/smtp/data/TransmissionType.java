package email.wildduck.james.smtp.data;

import email.wildduck.james.smtp.auth.SubmissionUser;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;

/** The protocol of a session, as RFC 3848 names it: {@code ESMTPSA} and shorter ones. */
final class TransmissionType {
  private TransmissionType() {}

  static String of(SMTPSession session) {
    boolean extended =
        session
            .getAttachment(SMTPSession.CURRENT_HELO_MODE, State.Connection)
            .filter("EHLO"::equals)
            .isPresent();
    return (extended ? "ESMTP" : "SMTP")
        + (session.isTLSStarted() ? "S" : "")
        + (session.getAttachment(SubmissionUser.KEY, State.Connection).isPresent() ? "A" : "");
  }
}
