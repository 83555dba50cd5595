package email.wildduck.james.smtp.auth;

import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.bson.types.ObjectId;

/** Logs users in without a password. */
public final class TestSubmissionUsers {
  private TestSubmissionUsers() {}

  /** The session belongs to alice, who typed what stands in brackets. */
  public static void logIn(SMTPSession session, String authenticatedSender) {
    session.setAttachment(
        SubmissionUser.KEY,
        new SubmissionUser("5f0000000000000000000001", "alice", authenticatedSender),
        State.Connection);
  }

  /** The session belongs to alice, who has that id. */
  public static void logIn(SMTPSession session, ObjectId alice) {
    session.setAttachment(
        SubmissionUser.KEY,
        new SubmissionUser(alice.toHexString(), "alice", "alice"),
        State.Connection);
  }
}
