package email.wildduck.james.queue.store;

/**
 * Makes deliveries ready again whose owners are gone. For a lease's time after this process could
 * not reach the database none are: their owners could not either. Thread-safe.
 */
final class ExpiredLeases {
  private final LeaseKeeper leases;
  private final ZoneQueue queue;
  private final ZoneSignals signals;

  ExpiredLeases(LeaseKeeper leases, ZoneQueue queue, ZoneSignals signals) {
    this.leases = leases;
    this.queue = queue;
    this.signals = signals;
  }

  /** Those of a zone, and how many they were. */
  long release(String zone) {
    if (!leases.mayTakeOver()) {
      return 0;
    }
    long released =
        MongoFailures.translate("taking over in " + zone, () -> queue.releaseExpired(zone));
    if (released > 0) {
      signals.signal(zone);
    }
    return released;
  }

  /** Those of all zones, and how many they were. */
  long release() {
    return leases.mayTakeOver() ? MongoFailures.translate("taking over", queue::releaseExpired) : 0;
  }
}
