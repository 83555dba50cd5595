package email.wildduck.james.queue.mail;

import java.util.Objects;
import java.util.Optional;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
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
  private static final AttributeName QUEUE_ID = AttributeName.of("wildduck.queueId");
  private static final AttributeName USER_ID = AttributeName.of("wildduck.userId");
  private static final AttributeName USERNAME = AttributeName.of("wildduck.username");
  private static final AttributeName AUTHENTICATED_SENDER =
      AttributeName.of("wildduck.authenticatedSender");

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
    Optional<String> queueId = read(mail, QUEUE_ID);
    Optional<String> userId = read(mail, USER_ID);
    if (queueId.isEmpty() || userId.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Submission(
            queueId.get(),
            userId.get(),
            read(mail, USERNAME).orElse(""),
            read(mail, AUTHENTICATED_SENDER).orElse("")));
  }

  /** Writes the attributes to a Mail. */
  public void writeTo(Mail mail) {
    write(mail, QUEUE_ID, queueId);
    write(mail, USER_ID, userId);
    write(mail, USERNAME, username);
    write(mail, AUTHENTICATED_SENDER, authenticatedSender);
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

  private static Optional<String> read(Mail mail, AttributeName name) {
    return AttributeUtils.getValueAndCastFromMail(mail, name, String.class);
  }

  private static void write(Mail mail, AttributeName name, String value) {
    mail.setAttribute(new Attribute(name, AttributeValue.of(value)));
  }
}
