package email.wildduck.james.mailets.deliver;

import email.wildduck.james.core.settings.SettingKey;
import email.wildduck.james.core.settings.Settings;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.reply.FailedAttempt;
import email.wildduck.james.delivery.reply.FailureCategory;
import email.wildduck.james.delivery.reply.ReplyClassifier;
import email.wildduck.james.delivery.reply.Verdict;
import email.wildduck.james.delivery.retry.RetryDecision;
import email.wildduck.james.delivery.retry.RetryPolicy;
import email.wildduck.james.delivery.retry.RetrySchedule;
import email.wildduck.james.delivery.retry.RetryState;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.zone.Delay;
import email.wildduck.james.queue.zone.FinalFailure;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Decides what becomes of a delivery whose attempt has failed. Thread-safe. */
public final class FailedDeliveries {
  private final ReplyClassifier classifier;
  private final Settings settings;
  private final Duration messageAge;
  private final Optional<Duration> warnAfter;
  private final Clock clock;

  /**
   * @param settings has the schedule of attempts, {@code const:sender:defer_times}
   * @param messageAge how long after its first deferral a delivery is tried
   * @param warnAfter after how long the sender hears that the message waits; empty for never
   */
  public FailedDeliveries(
      ReplyClassifier classifier,
      Settings settings,
      Duration messageAge,
      Optional<Duration> warnAfter,
      Clock clock) {
    this.classifier = classifier;
    this.settings = settings;
    this.messageAge = messageAge;
    this.warnAfter = warnAfter;
    this.clock = clock;
  }

  /**
   * Deferred or bounced, or postponed when nothing was attempted.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the settings cannot be
   *     read
   */
  public FailedDelivery decide(QueuedDelivery delivery, Failure failure) {
    Instant now = clock.instant();
    Verdict verdict = judge(failure);
    RetryDecision decision = policy().decide(stateOf(delivery, now), verdict, now);
    String target = failure.peer().map(Peer::toString).orElse("");
    if (failure.notBefore().isPresent()) {
      return new FailedDelivery(
          Outcome.postponed(verdict.text(), failure.notBefore().get()), verdict.category().label());
    }
    Outcome ended =
        decision
            .nextAttempt()
            .map(next -> Outcome.deferred(target, verdict.text(), next))
            .map(outcome -> withDelay(outcome, delivery, failure, verdict, decision))
            .orElseGet(
                () ->
                    Outcome.bounced(target, verdict.text())
                        .because(finalFailure(failure, verdict, decision, now)));
    return new FailedDelivery(ended, verdict.category().label());
  }

  /** What a failure means: its category and its text, and whether one should try again. */
  public Verdict judge(Failure failure) {
    return classifier.judge(attemptOf(failure));
  }

  private static FinalFailure finalFailure(
      Failure failure, Verdict verdict, RetryDecision decision, Instant now) {
    FinalFailure known = FinalFailure.ofAttempt(now, verdict.status().toString(), verdict.text());
    known = decision.outcome() == RetryDecision.Outcome.EXPIRED ? known.asExpired() : known;
    return answeringHost(failure).map(known::withHost).orElse(known);
  }

  /** With what a warning may say, of this deferral or of a later one of another delivery. */
  private Outcome withDelay(
      Outcome deferred,
      QueuedDelivery delivery,
      Failure failure,
      Verdict verdict,
      RetryDecision decision) {
    if (warnAfter.isEmpty() || decision.retriedUntil().isEmpty()) {
      return deferred;
    }
    Delay known = Delay.until(decision.retriedUntil().get(), verdict.status().toString());
    known = answeringHost(failure).map(known::withHost).orElse(known);
    return deferred.withDelay(
        decision.isDelayWarningDue() && !delivery.isWarnedOf() ? known.asDue() : known);
  }

  /** Without a reply the text is ours, and no host's. */
  private static Optional<String> answeringHost(Failure failure) {
    return failure.peer().filter(peer -> failure.reply().isPresent()).map(Peer::host);
  }

  private RetryPolicy policy() {
    RetrySchedule schedule =
        RetrySchedule.parse(settings.get(SettingKey.DEFER_TIMES)).orElse(RetrySchedule.standard());
    return new RetryPolicy(schedule, messageAge, warnAfter);
  }

  private static RetryState stateOf(QueuedDelivery delivery, Instant now) {
    return delivery
        .deferral()
        .map(state -> RetryState.deferred(state.count(), state.first(), state.last()))
        .orElseGet(() -> RetryState.first(now));
  }

  private static FailedAttempt attemptOf(Failure failure) {
    FailedAttempt attempt = attemptOfAnyAddress(failure);
    return failure.isFromLastAddress() ? attempt.fromLastAddress() : attempt;
  }

  private static FailedAttempt attemptOfAnyAddress(Failure failure) {
    switch (failure.cause()) {
      case REPLY:
        return refused(failure);
      case HTTP:
        return FailedAttempt.http(
            failure.peer().map(Peer::httpStatus).orElse(OptionalInt.empty()).orElse(0),
            failure.response());
      case DNS:
        return withoutReply(FailureCategory.DNS, failure);
      case POLICY:
        return withoutReply(FailureCategory.POLICY, failure);
      default:
        return withoutReply(FailureCategory.NETWORK, failure);
    }
  }

  private static FailedAttempt refused(Failure failure) {
    if (failure.stage() == Stage.LOGIN) {
      return FailedAttempt.refusedLogin(failure.response());
    }
    return failure.stage().isBeforeMessage()
        ? FailedAttempt.refusedOnConnect(failure.response())
        : FailedAttempt.refused(failure.response());
  }

  private static FailedAttempt withoutReply(FailureCategory category, Failure failure) {
    return FailedAttempt.withoutReply(category, failure.isTemporary(), failure.response());
  }
}
