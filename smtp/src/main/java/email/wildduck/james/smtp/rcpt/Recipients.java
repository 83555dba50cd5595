package email.wildduck.james.smtp.rcpt;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.james.core.MailAddress;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;

/** The recipients that were accepted in a transaction so far. */
final class Recipients {
  private Recipients() {}

  /** Those other than this one; letter case aside, as James compares addresses. */
  static List<MailAddress> besides(SMTPSession session, MailAddress recipient) {
    return session
        .getAttachment(SMTPSession.RCPT_LIST, State.Transaction)
        .orElse(List.of())
        .stream()
        .filter(accepted -> !accepted.equals(recipient))
        .collect(Collectors.toList());
  }
}
