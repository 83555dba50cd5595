package email.wildduck.james.queue.mail;

import java.util.Objects;
import java.util.Optional;
import org.apache.mailet.Mail;

/**
 * Who submitted a message, as the front door established it. Kept in these attributes of the Mail,
 * all strings:
 *
 * <ul>
 *   <li>{@code wildduck.queueId}: the queue id that the reply named
 *   <li>{@code wildduck.userId}: the user's id in WildDuck, 24 hexadecimal digits
 *   <li>{@code wildduck.username}: the user's name in WildDuck
 *   <li>{@code wildduck.authenticatedSender}: the name and, if it differs, what was typed: {@code
 *       alice[alice@example.com]}
 * </ul>
 */
public final class Submission {
  private static final TextAttribute QUEUE_ID = new TextAttribute("wildduck.queueId");
  private static final TextAttribute USER_ID = new TextAttribute("wildduck.userId");
  private static final TextAttribute USERNAME = new TextAttribute("wildduck.username");
  private static final TextAttribute AUTHENTICATED_SENDER =
      new TextAttribute("wildduck.authenticatedSender");

  private final String queueId;
  private final String userId;
  private final String username;
  private final String authenticatedSender;

  /** See the class for the meaning of each value. */
  public Submission(String queueId, String userId, String username, String authenticatedSender) {
    this.queueId = Objects.requireNonNull(queueId);
    this.userId = Objects.requireNonNull(userId);
    this.username = Objects.requireNonNull(username);
    this.authenticatedSender = Objects.requireNonNull(authenticatedSender);
  }

  /** What the front door wrote to a Mail; empty when the Mail did not come through it. */
  public static Optional<Submission> of(Mail mail) {
    Optional<String> queueId = QUEUE_ID.read(mail);
    Optional<String> userId = USER_ID.read(mail);
    if (queueId.isEmpty() || userId.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Submission(
            queueId.get(),
            userId.get(),
            USERNAME.read(mail).orElse(""),
            AUTHENTICATED_SENDER.read(mail).orElse("")));
  }

  /** Writes the attributes to a Mail. */
  public void writeTo(Mail mail) {
    QUEUE_ID.write(mail, queueId);
    USER_ID.write(mail, userId);
    USERNAME.write(mail, username);
    AUTHENTICATED_SENDER.write(mail, authenticatedSender);
  }

  /** The queue id that the reply named. */
  public String queueId() {
    return queueId;
  }

  /** The user's id in WildDuck. */
  public String userId() {
    return userId;
  }

  /** The user's name in WildDuck. */
  public String username() {
    return username;
  }

  /** The user's name and, if it differs, what was typed. */
  public String authenticatedSender() {
    return authenticatedSender;
  }
}
