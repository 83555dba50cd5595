package email.wildduck.james.mailets.remote;

import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.reply.Verdict;
import email.wildduck.james.mailets.deliver.DeliveryEvents;
import email.wildduck.james.mailets.deliver.FailedDeliveries;
import email.wildduck.james.mailets.deliver.SuppressionRule;
import email.wildduck.james.queue.egress.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import javax.inject.Inject;
import org.apache.mailet.Mail;

/**
 * Who is told of attempts of RemoteDelivery: the same as of those from the sending zones. Also
 * keeps it from those who are on the suppression list. Thread-safe.
 */
public final class RemoteEvents {
  private final DeliveryEvents events;
  private final FailedDeliveries failures;
  private final SuppressionRule suppressions;
  private final Clock clock;

  /** One of it serves all mailets. */
  @Inject
  public RemoteEvents(
      DeliveryEvents events, FailedDeliveries failures, SuppressionRule suppressions, Clock clock) {
    this.events = events;
    this.failures = failures;
    this.suppressions = suppressions;
    this.clock = clock;
  }

  /** Dropped or postponed without an attempt, which was told then; empty when one may be made. */
  Optional<Outcome> withoutAttempt(RemoteMail remote) {
    Optional<Outcome> outcome = suppressions.outcomeFor(remote.told().recipient(), remote.domain());
    outcome.ifPresent(decided -> events.ended(remote.told(), decided));
    return outcome;
  }

  void accepted(Mail mail, RemoteMail remote, LastTry last) {
    RecipientOutcome result =
        RecipientOutcome.accepted(remote.recipient(), last.reply(), last.peer());
    tell(mail, remote, result, Outcome.delivered("", result.response()), "");
  }

  /**
   * It is tried again.
   *
   * @param wait until then
   * @return when that was told
   */
  Instant deferred(Mail mail, RemoteMail remote, Failure failure, Duration wait) {
    Instant now = clock.instant();
    failed(mail, remote, failure, verdict -> Outcome.deferred("", verdict.text(), now.plus(wait)));
    return now;
  }

  /** It is given up. */
  void rejected(Mail mail, RemoteMail remote, Failure failure) {
    failed(mail, remote, failure, verdict -> Outcome.bounced("", verdict.text()));
  }

  private void failed(
      Mail mail, RemoteMail remote, Failure failure, Function<Verdict, Outcome> decision) {
    Verdict verdict = failures.judge(failure);
    tell(
        mail,
        remote,
        RecipientOutcome.failed(remote.recipient(), failure),
        decision.apply(verdict),
        verdict.category().label());
  }

  private void tell(
      Mail mail, RemoteMail remote, RecipientOutcome result, Outcome outcome, String category) {
    events.attempted(
        mail,
        remote.request().sender(),
        remote.told(),
        remote.request(),
        result,
        outcome,
        category);
  }
}
