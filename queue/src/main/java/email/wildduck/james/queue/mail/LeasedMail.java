package email.wildduck.james.queue.mail;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * Whether this process may still act on what a Mail of the processor {@code egress} stands for: the
 * attribute {@code wildduck.lease}, which no queue of James keeps. To be asked right before
 * something is done that must not be done twice.
 */
public final class LeasedMail {
  private static final AttributeName LEASE = AttributeName.of("wildduck.lease");

  private LeasedMail() {}

  /**
   * False when a lease on the delivery to one of its recipients is not surely held any more; a Mail
   * that needs none is ours.
   */
  public static boolean isSurelyOurs(Mail mail) {
    return areSurelyOurs(mail, mail.getRecipients());
  }

  /** The same for one of the recipients. */
  public static boolean isSurelyOurs(Mail mail, MailAddress recipient) {
    return areSurelyOurs(mail, List.of(recipient));
  }

  @SuppressWarnings("unchecked") // nobody else writes the attribute
  private static boolean areSurelyOurs(Mail mail, Collection<MailAddress> recipients) {
    Optional<Predicate<MailAddress>> lease =
        mail.getAttribute(LEASE)
            .map(Attribute::getValue)
            .map(AttributeValue::value)
            .filter(Predicate.class::isInstance)
            .map(value -> (Predicate<MailAddress>) value);
    return lease.isEmpty() || recipients.stream().allMatch(lease.get());
  }

  /**
   * Writes the attribute.
   *
   * @param lease whether the delivery to a recipient is surely held; asked at each question, and
   *     throws nothing
   */
  public static void write(Mail mail, Predicate<MailAddress> lease) {
    mail.setAttribute(new Attribute(LEASE, AttributeValue.ofUnserializable(lease)));
  }
}
