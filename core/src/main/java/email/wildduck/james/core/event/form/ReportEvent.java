package email.wildduck.james.core.event.form;

import email.wildduck.james.core.event.Event;
import java.util.Locale;

/**
 * {@code QUEUE_BOUNCE}: a report to a sender was queued, or could not be. Facts: {@code
 * queue_bounce_queued}, {@code queue_bounce_type} ({@code failure}, {@code delayed} or {@code
 * success}), {@code queue_bounce_id}, {@code error}. Immutable.
 */
public final class ReportEvent {
  /** What a report says. */
  public enum Type {
    /** That deliveries have failed for good. */
    FAILURE,
    /** That deliveries wait. */
    DELAYED,
    /** That deliveries were accepted; ZoneMTA has none of these. */
    SUCCESS
  }

  private ReportEvent() {}

  /**
   * A report was queued.
   *
   * @param delivery what it is about: {@code <id>.<seq>}
   * @param reportId its own queue id
   */
  public static Event queued(String delivery, Type type, String reportId) {
    return of(delivery, true, type).with("queue_bounce_id", reportId);
  }

  /** A report could not be queued; see {@link #queued} for the parameters. */
  public static Event failed(String delivery, Type type, String error) {
    return of(delivery, false, type).with("error", error);
  }

  private static Event of(String delivery, boolean isQueued, Type type) {
    return Event.of("QUEUE_BOUNCE")
        .about(delivery)
        .with("queue_bounce_queued", isQueued)
        .with("queue_bounce_type", type.name().toLowerCase(Locale.ROOT));
  }
}
