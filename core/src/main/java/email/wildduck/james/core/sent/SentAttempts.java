package email.wildduck.james.core.sent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Takes a copy that is due, has it stored, and writes down what became of it. Thread-safe. */
final class SentAttempts {
  private final SentJobs jobs;
  private final SentUpload upload;
  private final Duration giveUpAfter;
  private final SentMetrics metrics;
  private final Clock clock;

  SentAttempts(
      SentJobs jobs, SentUpload upload, Duration giveUpAfter, SentMetrics metrics, Clock clock) {
    this.jobs = jobs;
    this.upload = upload;
    this.giveUpAfter = giveUpAfter;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Makes one attempt.
   *
   * @return whether there was one to make
   */
  boolean next() {
    Optional<SentJob> taken = jobs.take(clock.instant());
    taken.ifPresent(this::attempt);
    return taken.isPresent();
  }

  private void attempt(SentJob job) {
    long start = System.nanoTime();
    SentOutcome outcome = upload.attempt(job);
    metrics.attemptTook(Duration.ofNanos(System.nanoTime() - start));
    // A stop interrupts the waiting for the API; what it led to has to be written down still.
    boolean interrupted = Thread.interrupted();
    try {
      settle(job, outcome);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void settle(SentJob job, SentOutcome outcome) {
    switch (outcome.kind()) {
      case STORED:
        jobs.finish(job);
        metrics.stored();
        SentEvents.stored(job, outcome.uid());
        break;
      case SKIPPED:
        jobs.finish(job);
        metrics.skipped();
        SentEvents.skipped(job.queueId(), job.user(), outcome.reason());
        break;
      case FAILED:
        jobs.finish(job);
        failed(job, outcome.reason());
        break;
      default:
        retry(job, outcome);
    }
  }

  private void retry(SentJob job, SentOutcome outcome) {
    Instant now = clock.instant();
    if (job.created().plus(giveUpAfter).isBefore(now)) {
      jobs.setAside(job, now, outcome.reason());
      failed(job, "given up, set aside: " + outcome.reason());
      return;
    }
    boolean unknown = outcome.kind() == SentOutcome.Kind.UNKNOWN;
    Duration delay = RetryDelays.after(job.attempt(), unknown);
    jobs.retry(job, now.plus(delay), outcome.reason());
    metrics.retried();
    SentEvents.retried(job, outcome, delay.toSeconds());
  }

  private void failed(SentJob job, String reason) {
    metrics.failed();
    SentEvents.failed(job, reason);
  }
}
