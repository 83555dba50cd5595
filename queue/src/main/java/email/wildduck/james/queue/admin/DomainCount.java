package email.wildduck.james.queue.admin;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** How many deliveries wait for a domain. Immutable. */
public final class DomainCount {
  private final String domain;
  private final long deliveries;
  private final Optional<Instant> oldest;

  /**
   * @param created of the oldest one; anything but a date is as good as nothing
   */
  DomainCount(String domain, long deliveries, Object created) {
    this.domain = domain;
    this.deliveries = deliveries;
    this.oldest =
        created instanceof Date ? Optional.of(((Date) created).toInstant()) : Optional.empty();
  }

  /** The domain. */
  public String domain() {
    return domain;
  }

  /** Deliveries to it, whatever their state. */
  public long deliveries() {
    return deliveries;
  }

  /** When the oldest one was put into the queue. */
  public Optional<Instant> oldest() {
    return oldest;
  }
}
