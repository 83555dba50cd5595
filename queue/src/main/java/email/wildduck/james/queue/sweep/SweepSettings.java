package email.wildduck.james.queue.sweep;

import java.time.Duration;

/** How old things have to be, and how many are looked at. Immutable. */
public final class SweepSettings {
  private final Duration orphanAge;
  private final Duration messageAge;
  private final int batch;

  private SweepSettings(Duration orphanAge, Duration messageAge, int batch) {
    this.orphanAge = orphanAge;
    this.messageAge = messageAge;
    this.batch = batch;
  }

  /**
   * Orphans after one hour, messages after five days (RFC 5321 §4.5.4.1), 500 documents of each
   * kind with each sweep.
   */
  public static SweepSettings defaults() {
    return new SweepSettings(Duration.ofHours(1), Duration.ofDays(5), 500);
  }

  /** With another age for files and chunks that nothing refers to. */
  public SweepSettings withOrphanAge(Duration age) {
    return new SweepSettings(age, messageAge, batch);
  }

  /**
   * With another age for messages. ZoneMTA's own clean-up deletes deliveries of 30 days without a
   * bounce, so it has to be less.
   */
  public SweepSettings withMessageAge(Duration age) {
    return new SweepSettings(orphanAge, age, batch);
  }

  /** With another number of documents of each kind with each sweep. */
  public SweepSettings withBatch(int documents) {
    return new SweepSettings(orphanAge, messageAge, documents);
  }

  Duration orphanAge() {
    return orphanAge;
  }

  Duration messageAge() {
    return messageAge;
  }

  int batch() {
    return batch;
  }
}
