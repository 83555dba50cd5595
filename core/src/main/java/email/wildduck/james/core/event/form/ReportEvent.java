package email.wildduck.james.core.event.form;

import email.wildduck.james.core.event.Event;

/**
 * {@code QUEUE_BOUNCE}: a report to a sender was queued, or could not be. Facts: {@code
 * queue_bounce_queued}, {@code queue_bounce_type} ({@code failure} or {@code delayed}), {@code
 * queue_bounce_id}, {@code error}. Immutable.
 */
public final class ReportEvent {
  private ReportEvent() {}

  /**
   * A report was queued.
   *
   * @param delivery what it is about: {@code <id>.<seq>}
   * @param delayed whether it says that the message waits, and not that it has failed
   * @param reportId its own queue id
   */
  public static Event queued(String delivery, boolean delayed, String reportId) {
    return of(delivery, true, delayed).with("queue_bounce_id", reportId);
  }

  /** A report could not be queued; see {@link #queued} for the parameters. */
  public static Event failed(String delivery, boolean delayed, String error) {
    return of(delivery, false, delayed).with("error", error);
  }

  private static Event of(String delivery, boolean isQueued, boolean delayed) {
    return Event.of("QUEUE_BOUNCE")
        .about(delivery)
        .with("queue_bounce_queued", isQueued)
        .with("queue_bounce_type", delayed ? "delayed" : "failure");
  }
}
