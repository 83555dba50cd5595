package email.wildduck.james.queue.mail;

import java.util.Optional;
import org.apache.mailet.Mail;

/**
 * MAIL FROM of one attempt, where it is another than the message's: the attribute {@code
 * wildduck.attemptSender} (text, without angle brackets). The Mail's sender stays the original one,
 * which reports go to.
 */
public final class AttemptSender {
  private static final TextAttribute SENDER = new TextAttribute("wildduck.attemptSender");

  private AttemptSender() {}

  /** What this attempt gives for MAIL FROM; empty for the null sender. */
  public static String of(Mail mail) {
    return rewritten(mail).orElseGet(() -> Envelope.of(mail).mailFrom());
  }

  /** The attribute; empty when the attempt uses the message's sender. */
  public static Optional<String> rewritten(Mail mail) {
    return SENDER.read(mail);
  }

  /** Writes the attribute to a Mail. */
  public static void write(Mail mail, String mailFrom) {
    SENDER.write(mail, mailFrom);
  }
}
