package email.wildduck.james.smtp.auth;

import email.wildduck.james.core.account.AuthenticatedUser;
import java.util.Objects;
import org.apache.james.core.Username;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;

/** The user of WildDuck that a connection has logged in as. */
public final class SubmissionUser {
  /** Where the connection keeps its user. */
  public static final AttachmentKey<SubmissionUser> KEY =
      AttachmentKey.of("wildduck.user", SubmissionUser.class);

  private final String userId;
  private final String username;
  private final String authenticatedSender;

  SubmissionUser(String userId, String username, String authenticatedSender) {
    this.userId = Objects.requireNonNull(userId);
    this.username = Objects.requireNonNull(username);
    this.authenticatedSender = Objects.requireNonNull(authenticatedSender);
  }

  /**
   * Makes the connection that user's. Whether the user may send is asked at MAIL.
   *
   * @return what the connection keeps
   */
  public static SubmissionUser logIn(SMTPSession session, AuthenticatedUser user) {
    SubmissionUser loggedIn =
        new SubmissionUser(user.id().toHexString(), user.username(), user.identity().toString());
    session.setUsername(jamesName(loggedIn));
    session.setRelayingAllowed(true);
    session.setAttachment(KEY, loggedIn, State.Connection);
    return loggedIn;
  }

  /** The user's id in WildDuck, 24 hexadecimal digits. */
  public String userId() {
    return userId;
  }

  /** The user's name in WildDuck. */
  public String username() {
    return username;
  }

  /** The name and, if it differs, what was typed in brackets behind it. */
  public String authenticatedSender() {
    return authenticatedSender;
  }

  /** The name, or the id where the name is none that James allows. */
  private static Username jamesName(SubmissionUser user) {
    try {
      return Username.of(user.username);
    } catch (IllegalArgumentException e) {
      return Username.of(user.userId);
    }
  }
}
