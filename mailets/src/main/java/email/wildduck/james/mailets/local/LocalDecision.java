package email.wildduck.james.mailets.local;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.Headers;
import email.wildduck.james.delivery.attempt.Protocol;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.local.LocalRecipient;
import email.wildduck.james.delivery.local.LocalRecipients;
import email.wildduck.james.delivery.local.LocalTargets;
import email.wildduck.james.delivery.local.LoopGuard;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.route.MxHost;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which recipients of a delivery get it without a look at DNS, and where. Who was one of
 * them when the mail was queued, and is none now, gets it as other mail. A delivery that goes to a
 * relay or an HTTP target goes there. Thread-safe.
 */
public final class LocalDecision {
  private static final Logger LOGGER = LoggerFactory.getLogger(LocalDecision.class);
  private static final SmtpReply LOOP =
      SmtpReply.of(
          554,
          "5.4.6",
          "A delivery loop was detected: the message was delivered to this address before");

  private final LocalRecipients recipients;
  private final LocalTargets targets;
  private final LoopGuard guard;

  /** With what this process uses. */
  public LocalDecision(LocalRecipients recipients, LocalTargets targets, LoopGuard guard) {
    this.recipients = recipients;
    this.targets = targets;
    this.guard = guard;
  }

  /**
   * Writes what is decided to the Mail.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database does not
   *     answer
   */
  public void decide(Mail mail, QueuedDelivery delivery, Headers message) {
    Map<String, HandOver> decided = new LinkedHashMap<>();
    if (isOpen(delivery.target())) {
      for (String recipient : Envelope.of(mail).recipients()) {
        recipients
            .find(recipient)
            .map(known -> handOver(mail, delivery, message, recipient, known))
            .or(() -> departure(mail, delivery, message, recipient))
            .ifPresent(handOver -> decided.put(recipient, handOver));
      }
    }
    HandOvers.decide(mail, decided);
  }

  /** To the MX of the domain, or to a host that was chosen for local delivery. */
  private static boolean isOpen(DeliveryTarget target) {
    return target.url().isEmpty() && target.hosts().stream().allMatch(MxHost::isLocalDelivery);
  }

  private HandOver handOver(
      Mail mail, QueuedDelivery delivery, Headers message, String recipient, LocalRecipient known) {
    Optional<HeaderField> mark =
        Reception.isForwarded(mail) ? Optional.of(guard.mark(recipient)) : Optional.empty();
    Optional<Target> target = Optional.empty();
    switch (guard.passage(message, recipient)) {
      case FIRST:
        target = targets.targetFor(known, delivery.zone());
        break;
      case SECOND:
        break;
      default:
        target = Optional.of(Target.nowhere(LOOP));
    }
    log(delivery, recipient, target);
    return new HandOver(target, mark, Envelope.of(mail).mailFrom());
  }

  /**
   * The way of a recipient whom WildDuck knew when its mail was queued for a host of local
   * delivery, and does not know now. Empty for all others, and for who is in no domain of ours:
   * WildDuck is not asked about them.
   */
  private Optional<HandOver> departure(
      Mail mail, QueuedDelivery delivery, Headers message, String recipient) {
    String domain = recipient.substring(recipient.lastIndexOf('@') + 1);
    if (delivery.target().hosts().isEmpty() || !recipients.isLocalDomain(domain)) {
      return Optional.empty();
    }
    Optional<Target> target =
        guard.passage(message, recipient) == LoopGuard.Passage.LOOP
            ? Optional.of(Target.nowhere(LOOP))
            : Optional.empty();
    log(delivery, recipient, target);
    return Optional.of(new HandOver(target, Optional.empty(), Envelope.of(mail).mailFrom()));
  }

  private static void log(QueuedDelivery delivery, String recipient, Optional<Target> target) {
    Event.of("LOCALDELIVERY")
        .about(delivery.toString())
        .with("recipient", recipient)
        .with("route", target.map(LocalDecision::text).orElse("mx"))
        .info(LOGGER);
  }

  private static String text(Target target) {
    if (target.refusal().isPresent()) {
      return "loop";
    }
    String host = target.hosts().get(0).name() + ":" + target.port();
    return target.protocol() == Protocol.LMTP ? "lmtp:" + host : host;
  }
}
