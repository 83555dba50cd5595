package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.failure.Failures;
import email.wildduck.james.queue.failure.WrittenReport;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Follows messages of which this node knows failures, or delays that their senders are to be told
 * of, while other deliveries of them are tried: with one look at the database for all of a kind
 * every half second, and none when there are none. What it does not get to, as when the node ends,
 * the sweeper of any node does. Thread-safe.
 */
public final class Gathering implements AutoCloseable {
  private static final long INTERVAL_MS = 500;

  private final Reporting reporting;
  private final Following failed;
  private final Following delayed;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread gathering = new Thread(work, "queue-reports");
            gathering.setDaemon(true);
            return gathering;
          });

  private Gathering(
      Reporting reporting, Warning warning, Failures failures, Duration gatherFor, Clock clock) {
    this.reporting = reporting;
    this.failed = new Following(failures, reporting::isOver, gatherFor, clock);
    this.delayed = new Following(failures, warning::isOver, gatherFor, clock);
  }

  /**
   * Begins.
   *
   * @param gatherFor how long the failures and delays of a message wait at most for its other
   *     deliveries
   */
  public static Gathering start(
      Reporting reporting, Warning warning, Failures failures, Duration gatherFor, Clock clock) {
    Gathering gathering = new Gathering(reporting, warning, failures, gatherFor, clock);
    var unused =
        gathering.thread.scheduleWithFixedDelay(
            gathering::look, INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
    return gathering;
  }

  /**
   * Ends deliveries of one message that have failed, now or when its round is over.
   *
   * @param deliveries with their failures; not empty
   */
  void end(List<TakenDelivery> deliveries) {
    if (reporting.isToFollow(deliveries)) {
      failed.follow(deliveries.get(0).delivery().id());
    }
  }

  /** Ends a delivery that was accepted, with the confirmation that its sender gets. */
  boolean isConfirmed(TakenDelivery accepted, WrittenReport confirmation) {
    return reporting.isConfirmed(accepted, confirmation);
  }

  /** A deferral says that the sender of a message is to be told of it. */
  void delayed(QueueId message) {
    delayed.follow(message);
  }

  private void look() {
    failed.look();
    delayed.look();
  }

  /** What is not told by now, another node tells. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
