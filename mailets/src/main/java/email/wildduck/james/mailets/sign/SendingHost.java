package email.wildduck.james.mailets.sign;

import java.util.Set;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;

/** Which names the host that sends a Mail gives itself, when those sign too. Thread-safe. */
@FunctionalInterface
public interface SendingHost {

  /**
   * The names in EHLO that the Mail may be sent under; empty when none signs.
   *
   * @throws MessagingException when the Mail has no readable message
   */
  Set<String> namesFor(Mail mail) throws MessagingException;

  /** No host signs. */
  static SendingHost none() {
    return mail -> Set.of();
  }
}
