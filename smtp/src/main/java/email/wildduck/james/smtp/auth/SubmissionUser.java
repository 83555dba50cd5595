package email.wildduck.james.smtp.auth;

import java.util.Objects;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;

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
}
