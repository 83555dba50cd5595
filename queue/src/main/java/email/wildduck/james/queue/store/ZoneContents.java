package email.wildduck.james.queue.store;

import java.util.function.Predicate;

/**
 * What an administrator sees of a zone and does to all of it. Thread-safe.
 *
 * <p>Each method throws {@link email.wildduck.james.core.error.TemporaryFailureException} when the
 * database fails.
 */
public final class ZoneContents {
  private final ZoneBrowser browser;
  private final ZoneQueue queue;
  private final QueueRemoval removal;
  private final ExpiredLeases expired;
  private final ZoneSignals signals;

  ZoneContents(
      ZoneBrowser browser,
      ZoneQueue queue,
      QueueRemoval removal,
      ExpiredLeases expired,
      ZoneSignals signals) {
    this.browser = browser;
    this.queue = queue;
    this.removal = removal;
    this.expired = expired;
    this.signals = signals;
  }

  /** Deliveries of a zone that wait, are delayed or in work. */
  public long size(String zone) {
    return MongoFailures.translate("counting " + zone, () -> browser.count(zone));
  }

  /** Ends the delay of all deliveries of a zone, and tells how many were delayed. */
  public long makeReady(String zone) {
    long delayed = MongoFailures.translate("flushing " + zone, () -> queue.makeReady(zone));
    if (delayed > 0) {
      signals.signal(zone);
    }
    return delayed;
  }

  /** The deliveries of a zone in the order in which they are taken; not those set aside. */
  public QueueEntries browse(String zone) {
    return MongoFailures.translate(
        "browsing " + zone, () -> new QueueEntries(browser.browse(zone)));
  }

  /** Deletes the waiting deliveries of a zone that a condition holds for, and counts them. */
  public long removeIf(String zone, Predicate<QueuedEnvelope> condition) {
    expired.release(zone);
    return MongoFailures.translate(
        "removing from " + zone, () -> removal.removeIf(zone, condition));
  }
}
