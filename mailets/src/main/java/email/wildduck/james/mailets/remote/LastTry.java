package email.wildduck.james.mailets.remote;

import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.Reply;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * The last host that was tried with a Mail, and what that said when it took the message. Kept in
 * the attribute {@code wildduck.lastTry} of the Mail while an attempt lasts. Immutable.
 */
final class LastTry {
  private static final AttributeName NAME = AttributeName.of("wildduck.lastTry");

  /** JavaMail takes no other reply for a success. */
  private static final Reply TAKEN = Reply.of(250, List.of(""));

  private final Peer peer;
  private final Reply reply;

  private LastTry(Peer peer, Reply reply) {
    this.peer = Objects.requireNonNull(peer);
    this.reply = Objects.requireNonNull(reply);
  }

  /** A host that is about to be tried. */
  static LastTry at(Peer peer) {
    return new LastTry(peer, TAKEN);
  }

  /** It has taken the message with that reply. */
  LastTry saying(Reply words) {
    return new LastTry(peer, words);
  }

  void noteOn(Mail mail) {
    mail.setAttribute(new Attribute(NAME, AttributeValue.ofUnserializable(this)));
  }

  /** What was noted, and is not any more; empty when no host was tried. */
  static Optional<LastTry> takeFrom(Mail mail) {
    Optional<LastTry> noted =
        mail.getAttribute(NAME)
            .map(Attribute::getValue)
            .map(AttributeValue::value)
            .filter(LastTry.class::isInstance)
            .map(LastTry.class::cast);
    mail.removeAttribute(NAME);
    return noted;
  }

  Peer peer() {
    return peer;
  }

  /** The reply to the message, if it was taken; without text where that is not known. */
  Reply reply() {
    return reply;
  }
}
