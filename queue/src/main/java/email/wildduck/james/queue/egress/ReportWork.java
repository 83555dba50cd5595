package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.zone.TakenDelivery;
import java.util.Map;

/** Writes reports to senders. Thread-safe. */
public interface ReportWork {
  /**
   * Writes the report about deliveries of one message that have failed for good, if there may be
   * one, and does not queue it.
   *
   * @return bounced for each, with the report as far as there is one; with any other outcome, with
   *     none, and when it throws, it is tried again later
   */
  Map<TakenDelivery, Outcome> report(DeliveryGroup failed);
}
