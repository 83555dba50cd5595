package email.wildduck.james.mailets.deliver;

import email.wildduck.james.core.settings.SettingKey;
import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.reply.FailedAttempt;
import email.wildduck.james.delivery.reply.FailureCategory;
import email.wildduck.james.delivery.reply.ReplyClassifier;
import email.wildduck.james.delivery.reply.Verdict;
import email.wildduck.james.delivery.retry.RetryDecision;
import email.wildduck.james.delivery.retry.RetryPolicy;
import email.wildduck.james.delivery.retry.RetrySchedule;
import email.wildduck.james.delivery.retry.RetryState;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides what becomes of a delivery whose attempt has failed. Thread-safe. */
public final class FailedDeliveries {
  private final ReplyClassifier classifier;
  private final Settings settings;
  private final Duration messageAge;
  private final Clock clock;

  /**
   * @param settings has the schedule of attempts, {@code const:sender:defer_times}
   * @param messageAge how long after its first deferral a delivery is tried
   */
  public FailedDeliveries(
      ReplyClassifier classifier, Settings settings, Duration messageAge, Clock clock) {
    this.classifier = classifier;
    this.settings = settings;
    this.messageAge = messageAge;
    this.clock = clock;
  }

  /**
   * Deferred or bounced.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the settings cannot be
   *     read
   */
  public Outcome decide(QueuedDelivery delivery, Failure failure) {
    Instant now = clock.instant();
    Verdict verdict = classifier.judge(attemptOf(failure));
    RetryDecision decision = policy().decide(stateOf(delivery, now), verdict, now);
    String target = failure.peer().map(Peer::toString).orElse("");
    return decision
        .nextAttempt()
        .map(next -> Outcome.deferred(target, verdict.text(), next))
        .orElseGet(() -> Outcome.bounced(target, verdict.text()));
  }

  private RetryPolicy policy() {
    RetrySchedule schedule =
        RetrySchedule.parse(settings.get(SettingKey.DEFER_TIMES)).orElse(RetrySchedule.standard());
    return new RetryPolicy(schedule, messageAge, Optional.empty());
  }

  private static RetryState stateOf(QueuedDelivery delivery, Instant now) {
    return delivery
        .deferral()
        .map(state -> RetryState.deferred(state.count(), state.first(), state.last()))
        .orElseGet(() -> RetryState.first(now));
  }

  private static FailedAttempt attemptOf(Failure failure) {
    switch (failure.category()) {
      case REPLY:
        return failure.stage().isBeforeMessage()
            ? FailedAttempt.refusedOnConnect(failure.response())
            : FailedAttempt.refused(failure.response());
      case DNS:
        return withoutReply(FailureCategory.DNS, failure);
      case POLICY:
        return withoutReply(FailureCategory.POLICY, failure);
      default:
        return withoutReply(FailureCategory.NETWORK, failure);
    }
  }

  private static FailedAttempt withoutReply(FailureCategory category, Failure failure) {
    return FailedAttempt.withoutReply(category, failure.isTemporary(), failure.response());
  }
}
