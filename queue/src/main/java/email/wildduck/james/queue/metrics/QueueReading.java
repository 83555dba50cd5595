package email.wildduck.james.queue.metrics;

import email.wildduck.james.queue.admin.QueueCounts;
import email.wildduck.james.queue.pause.Pause;
import java.util.List;

/** What was counted at one moment. Immutable. */
final class QueueReading {
  private final boolean good;
  private final List<QueueCounts> zones;
  private final List<Pause> pauses;

  private QueueReading(boolean good, List<QueueCounts> zones, List<Pause> pauses) {
    this.good = good;
    this.zones = List.copyOf(zones);
    this.pauses = List.copyOf(pauses);
  }

  static QueueReading of(List<QueueCounts> zones, List<Pause> pauses) {
    return new QueueReading(true, zones, pauses);
  }

  static QueueReading failed() {
    return new QueueReading(false, List.of(), List.of());
  }

  /** Whether the database answered. */
  boolean isGood() {
    return good;
  }

  List<QueueCounts> zones() {
    return zones;
  }

  List<Pause> pauses() {
    return pauses;
  }
}
