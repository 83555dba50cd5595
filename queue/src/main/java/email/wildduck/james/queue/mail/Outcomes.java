package email.wildduck.james.queue.mail;

import email.wildduck.james.queue.egress.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * What came out of the deliveries that a Mail stands for, from the mailet that knows to the
 * consumer that writes it to the queue: the attribute {@code wildduck.outcomes}, which no queue of
 * James keeps, and which the parts of a Mail that a matcher has split have in common. Thread-safe.
 */
public final class Outcomes {
  private static final AttributeName OUTCOMES = AttributeName.of("wildduck.outcomes");

  private final Map<MailAddress, Outcome> byRecipient = new ConcurrentHashMap<>();

  private Outcomes() {}

  /** Those of a Mail; none have been decided when it was not asked before. */
  public static Outcomes of(Mail mail) {
    return mail.getAttribute(OUTCOMES)
        .map(Attribute::getValue)
        .map(AttributeValue::value)
        .filter(Outcomes.class::isInstance)
        .map(Outcomes.class::cast)
        .orElseGet(() -> attachedTo(mail));
  }

  private static Outcomes attachedTo(Mail mail) {
    Outcomes outcomes = new Outcomes();
    mail.setAttribute(new Attribute(OUTCOMES, AttributeValue.ofUnserializable(outcomes)));
    return outcomes;
  }

  /** Decides about one recipient; an earlier outcome is replaced. */
  public void decide(MailAddress recipient, Outcome outcome) {
    byRecipient.put(recipient, outcome);
  }

  /** What was decided about a recipient; empty when nobody has. */
  public Optional<Outcome> of(MailAddress recipient) {
    return Optional.ofNullable(byRecipient.get(recipient));
  }
}
