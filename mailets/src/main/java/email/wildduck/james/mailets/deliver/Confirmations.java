package email.wildduck.james.mailets.deliver;

import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.Protocol;
import email.wildduck.james.delivery.dsn.NotifyWish;
import email.wildduck.james.delivery.dsn.RecipientReport;
import email.wildduck.james.delivery.dsn.ReportKind;
import email.wildduck.james.delivery.reply.StatusCode;
import email.wildduck.james.queue.failure.WrittenReport;
import email.wildduck.james.queue.mail.Outcomes;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells senders who asked for it with {@code NOTIFY=SUCCESS} that their message was accepted (RFC
 * 3461 §5.2.2): {@code delivered} when the mailbox has it, over LMTP; {@code relayed} when a server
 * has it that has not announced DSN. A server that has reports itself. There is one confirmation
 * for all recipients of an attempt. Thread-safe.
 */
public final class Confirmations {
  private static final Logger LOGGER = LoggerFactory.getLogger(Confirmations.class);
  private static final StatusCode SUCCESS = StatusCode.of(2, 0, 0);

  private final Bounces bounces;
  private final Clock clock;

  /** One of it serves all mailets. */
  @Inject
  public Confirmations(Bounces bounces, Clock clock) {
    this.bounces = bounces;
    this.clock = clock;
  }

  /**
   * Writes the confirmations of an attempt, each into the outcome of the first delivery that it
   * names. Throws nothing: what was accepted must not be tried again for want of a report.
   *
   * @param accepted of which the outcomes are decided
   */
  void confirm(Mail mail, List<AttemptedDelivery> accepted) {
    Map<ReportKind, List<AttemptedDelivery>> wanted = new EnumMap<>(ReportKind.class);
    accepted.forEach(
        attempt ->
            kindOf(attempt)
                .ifPresent(
                    kind -> wanted.computeIfAbsent(kind, k -> new ArrayList<>()).add(attempt)));
    wanted.forEach((kind, attempts) -> confirm(kind, mail, attempts));
  }

  private void confirm(ReportKind kind, Mail mail, List<AttemptedDelivery> attempts) {
    Map<QueuedDelivery, RecipientReport> recipients = new LinkedHashMap<>();
    attempts.forEach(attempt -> recipients.put(attempt.delivery, reportOf(attempt)));
    AttemptedDelivery first = attempts.get(0);
    try {
      bounces
          .confirm(kind, mail, recipients)
          .ifPresent(confirmation -> attach(mail, first, confirmation));
    } catch (MessagingException | RuntimeException e) {
      LOGGER.error("{} was accepted, which its sender is not told", first.delivery, e);
    }
  }

  private static void attach(Mail mail, AttemptedDelivery about, WrittenReport confirmation) {
    Outcomes outcomes = Outcomes.of(mail);
    outcomes
        .of(about.recipient)
        .map(outcome -> outcome.reportedBy(confirmation))
        .ifPresent(outcome -> outcomes.decide(about.recipient, outcome));
  }

  private RecipientReport reportOf(AttemptedDelivery attempt) {
    String reply = attempt.result.response();
    StatusCode status = StatusCode.inReply(reply).map(code -> code.inClass(2)).orElse(SUCCESS);
    RecipientReport report =
        RecipientReport.answered(attempt.delivery.recipient(), status, reply)
            .withLastAttempt(clock.instant());
    return attempt.result.peer().map(Peer::host).map(report::withRemoteHost).orElse(report);
  }

  /** What a sender is to be told; empty when nothing. */
  static Optional<ReportKind> kindOf(AttemptedDelivery attempt) {
    Protocol protocol = attempt.request.target().protocol();
    ReportKind kind = protocol == Protocol.LMTP ? ReportKind.DELIVERED : ReportKind.RELAYED;
    boolean wanted =
        attempt.delivery.dsn().notifyOn().map(NotifyWish::parse).stream()
            .anyMatch(wish -> wish.wants(kind));
    boolean reportsItself = attempt.result.peer().filter(Peer::announcesDsn).isPresent();
    return Optional.of(kind).filter(any -> wanted && !reportsItself && protocol != Protocol.HTTP);
  }
}
