package email.wildduck.james.matchers;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.relay.UserRelays;
import email.wildduck.james.queue.mail.QueuedMail;
import email.wildduck.james.queue.mail.Submission;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.util.Collection;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.bson.types.ObjectId;

/**
 * Matches all recipients of a message that goes to a relay. In {@code egress}: whose delivery names
 * hosts of its own, because its user has an {@code mtaRelay} in WildDuck or it is a forward to a
 * relay. Before the queue: whose user has an {@code mtaRelay}; the database is asked. Takes no
 * condition.
 *
 * <p>When the database does not answer it throws: give {@code onMatchException} the value {@code
 * try-again} before the queue.
 *
 * <pre>{@code
 * <mailet match="email.wildduck.james.matchers.HasMtaRelay" class="..."
 *     onMatchException="try-again">
 * </mailet>
 * }</pre>
 */
public final class HasMtaRelay extends GenericMatcher {
  private final UserRelays relays;

  /** One reader serves all matchers. */
  @Inject
  public HasMtaRelay(UserRelays relays) {
    this.relays = relays;
  }

  @Override
  public void init() throws MessagingException {
    Condition.none(this);
  }

  @Override
  public Collection<MailAddress> match(Mail mail) throws MessagingException {
    Optional<QueuedDelivery> delivery = QueuedMail.deliveryOf(mail);
    return Condition.all(
        mail,
        delivery.isPresent() ? isRelayed(delivery.get().target()) : isSubmittedThroughRelay(mail));
  }

  private static boolean isRelayed(DeliveryTarget target) {
    return target.hosts().stream().anyMatch(host -> !host.isLocalDelivery());
  }

  private boolean isSubmittedThroughRelay(Mail mail) throws MessagingException {
    Optional<ObjectId> user =
        Submission.of(mail).map(Submission::userId).filter(ObjectId::isValid).map(ObjectId::new);
    try {
      return user.flatMap(relays::find).isPresent();
    } catch (SmtpException e) {
      throw new MessagingException(mail.getName() + ": " + e.getMessage(), e);
    }
  }
}
