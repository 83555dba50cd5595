package email.wildduck.james.queue.mail;

import email.wildduck.james.queue.egress.Outcome;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * What came out of a delivery, from the mailet that knows to the consumer that writes it to the
 * queue, in these attributes of the Mail:
 *
 * <ul>
 *   <li>{@code wildduck.outcome} (text): {@code delivered}, {@code deferred}, {@code bounced},
 *       {@code dropped} or {@code set_aside}
 *   <li>{@code wildduck.outcome.target} (text): the host that was tried
 *   <li>{@code wildduck.outcome.reply} (text): what that said, or the reason
 *   <li>{@code wildduck.outcome.next} (number): the next attempt, in ms since 1970
 * </ul>
 */
public final class OutcomeAttributes {
  private static final TextAttribute OUTCOME = new TextAttribute("wildduck.outcome");
  private static final TextAttribute TARGET = new TextAttribute("wildduck.outcome.target");
  private static final TextAttribute REPLY = new TextAttribute("wildduck.outcome.reply");
  private static final AttributeName NEXT = AttributeName.of("wildduck.outcome.next");

  private OutcomeAttributes() {}

  /** What a mailet has written to a Mail; empty when none has. */
  public static Optional<Outcome> read(Mail mail) {
    String target = TARGET.read(mail).orElse("");
    String reply = REPLY.read(mail).orElse("");
    switch (OUTCOME.read(mail).orElse("")) {
      case "delivered":
        return Optional.of(Outcome.delivered(target, reply));
      case "deferred":
        return Optional.of(
            AttributeUtils.getValueAndCastFromMail(mail, NEXT, Long.class)
                .map(next -> Outcome.deferred(target, reply, Instant.ofEpochMilli(next)))
                .orElseGet(() -> Outcome.deferred(reply)));
      case "bounced":
        return Optional.of(Outcome.bounced(target, reply));
      case "dropped":
        return Optional.of(Outcome.dropped(reply));
      case "set_aside":
        return Optional.of(Outcome.setAside(reply));
      default:
        return Optional.empty();
    }
  }

  /** Writes the attributes to a Mail; an earlier outcome is replaced. */
  public static void write(Mail mail, Outcome outcome) {
    OUTCOME.write(mail, outcome.kind().name().toLowerCase(Locale.ROOT));
    TARGET.write(mail, outcome.target());
    REPLY.write(mail, outcome.reply());
    mail.removeAttribute(NEXT);
    outcome
        .next()
        .ifPresent(
            next -> mail.setAttribute(new Attribute(NEXT, AttributeValue.of(next.toEpochMilli()))));
  }
}
