package email.wildduck.james.mailets.local;

import email.wildduck.james.queue.mail.Envelope;
import java.util.Map;
import java.util.Optional;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * What was decided about a Mail's recipients: the attribute {@code wildduck.handOvers}, which no
 * queue of James keeps. Recipients are named as in {@link Envelope#recipients}.
 */
public final class HandOvers {
  private static final AttributeName HAND_OVERS = AttributeName.of("wildduck.handOvers");

  private HandOvers() {}

  /** Writes the attribute; what was decided before is forgotten. */
  static void decide(Mail mail, Map<String, HandOver> decided) {
    mail.setAttribute(
        new Attribute(HAND_OVERS, AttributeValue.ofUnserializable(Map.copyOf(decided))));
  }

  /** What was decided about a recipient; empty: it goes where its delivery and zone say. */
  public static Optional<HandOver> of(Mail mail, String recipient) {
    return mail.getAttribute(HAND_OVERS)
        .map(Attribute::getValue)
        .map(AttributeValue::value)
        .filter(Map.class::isInstance)
        .map(decided -> ((Map<?, ?>) decided).get(recipient))
        .filter(HandOver.class::isInstance)
        .map(HandOver.class::cast);
  }
}
