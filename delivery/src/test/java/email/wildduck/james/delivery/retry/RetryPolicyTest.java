package email.wildduck.james.delivery.retry;

import static email.wildduck.james.delivery.retry.RetryDecision.Outcome.EXPIRED;
import static email.wildduck.james.delivery.retry.RetryDecision.Outcome.REFUSED;
import static email.wildduck.james.delivery.retry.RetryDecision.Outcome.RETRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.delivery.reply.FailedAttempt;
import email.wildduck.james.delivery.reply.ReplyClassifier;
import email.wildduck.james.delivery.reply.ReplyReading;
import email.wildduck.james.delivery.reply.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration MONTH = Duration.ofDays(30);

  private final ReplyClassifier classifier = new ReplyClassifier(ReplyReading.PATIENT);
  private final Verdict later = classifier.judge(FailedAttempt.refused("451 4.3.0 later"));
  private final Verdict never = classifier.judge(FailedAttempt.refused("550 5.1.1 never"));
  private final RetryPolicy standard = policy(MONTH);

  private static RetryPolicy policy(Duration maximumAge) {
    return new RetryPolicy(
        RetrySchedule.standard(), maximumAge, Optional.of(RetryPolicy.STANDARD_WARNING));
  }

  @Test
  void theFirstFailureWaitsForTheFirstTimeOfTheSchedule() {
    RetryDecision decision = standard.decide(RetryState.first(START), later, START);

    assertThat(decision.outcome()).isEqualTo(RETRY);
    assertThat(decision.nextAttempt()).hasValue(START.plus(Duration.ofMinutes(5)));
    assertThat(decision.retriedUntil()).hasValue(START.plus(Duration.ofDays(2)));
    assertThat(decision.isDelayWarningDue()).isFalse();
  }

  @Test
  void whatIsRefusedIsNotTriedAgain() {
    RetryDecision decision = standard.decide(RetryState.first(START), never, START);

    assertThat(decision.outcome()).isEqualTo(REFUSED);
    assertThat(decision.nextAttempt()).isEmpty();
    assertThat(decision.retriedUntil()).isEmpty();
  }

  @Test
  void aDeliveryExpiresAfterAllTimesOfTheSchedule() {
    List<RetryDecision> decisions = runToTheEnd(standard);

    assertThat(decisions).hasSize(18);
    assertThat(decisions.get(16).nextAttempt()).hasValue(START.plus(Duration.ofDays(2)));
    assertThat(decisions.get(17).outcome()).isEqualTo(EXPIRED);
  }

  @Test
  void theSenderIsWarnedOnceAtTheFirstDeferralThreeHoursLater() {
    List<RetryDecision> decisions = runToTheEnd(standard);

    assertThat(decisions.stream().filter(RetryDecision::isDelayWarningDue)).hasSize(1);
    // 5m + 7m + 8m + 25m + 75m + 2h: at four hours
    assertThat(decisions.get(6).isDelayWarningDue()).isTrue();
  }

  @Test
  void theSenderIsNotWarnedWhenThatIsOff() {
    RetryPolicy silent = new RetryPolicy(RetrySchedule.standard(), MONTH, Optional.empty());

    assertThat(runToTheEnd(silent)).noneMatch(RetryDecision::isDelayWarningDue);
  }

  @Test
  void aDeliveryExpiresWhenTheNextAttemptWouldComeAfterItsAge() {
    List<RetryDecision> decisions = runToTheEnd(policy(Duration.ofHours(1)));

    // 5m + 7m + 8m + 25m make 45 minutes, the next 75 are too many
    assertThat(decisions).hasSize(5);
    assertThat(decisions.get(4).outcome()).isEqualTo(EXPIRED);
    assertThat(decisions.get(0).retriedUntil()).hasValue(START.plus(Duration.ofMinutes(45)));
  }

  @Test
  void theLastAttemptIsAnnouncedTheSameEachTime() {
    assertThat(runToTheEnd(standard).subList(0, 17))
        .allMatch(d -> d.retriedUntil().equals(Optional.of(START.plus(Duration.ofDays(2)))));
  }

  @Test
  void timesMustBeAboveZero() {
    assertThatThrownBy(() -> policy(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new RetryPolicy(RetrySchedule.standard(), MONTH, Optional.of(Duration.ofHours(-1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void anyStateAndScheduleIsDecided(
      @ForAll int count,
      @ForAll @LongRange(min = -100_000_000L, max = 100_000_000L) long first,
      @ForAll @LongRange(min = -100_000_000L, max = 100_000_000L) long last,
      @ForAll @IntRange(min = 1, max = 999_999_999) int days) {
    RetrySchedule schedule = RetrySchedule.parse(days + "d, 5m").orElseThrow();
    RetryPolicy policy =
        new RetryPolicy(schedule, Duration.ofDays(days), Optional.of(Duration.ofDays(days)));

    RetryDecision decision =
        policy.decide(
            RetryState.deferred(count, START.plusSeconds(first), START.plusSeconds(last)),
            later,
            START);

    assertThat(decision.nextAttempt().isPresent()).isEqualTo(decision.outcome() == RETRY);
    decision.nextAttempt().ifPresent(next -> assertThat(next).isAfter(START));
  }

  /** Each attempt fails at the very time it is made. */
  private List<RetryDecision> runToTheEnd(RetryPolicy policy) {
    List<RetryDecision> decisions = new ArrayList<>();
    RetryState state = RetryState.first(START);
    Instant now = START;
    RetryDecision decision = policy.decide(state, later, now);
    decisions.add(decision);
    while (decision.outcome() == RETRY) {
      state = RetryState.deferred(decisions.size(), START, now);
      now = decision.nextAttempt().orElseThrow();
      decision = policy.decide(state, later, now);
      decisions.add(decision);
    }
    return decisions;
  }
}
