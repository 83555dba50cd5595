package email.wildduck.james.queue.store;

/** A lease of this process, and since when it is known to hold for a lease's time. Thread-safe. */
final class HeldLease {
  private final Lease lease;
  private volatile LeaseMoment asked;

  /**
   * @param asked a moment before the database was asked for the lease
   */
  HeldLease(Lease lease, LeaseMoment asked) {
    this.lease = lease;
    this.asked = asked;
  }

  Lease lease() {
    return lease;
  }

  boolean isIn(String zone) {
    return lease.zone().equals(zone);
  }

  /** What tells it from all others: a batch is taken under one token. */
  String key() {
    return key(lease.token(), lease.documentId());
  }

  static String key(String token, Object documentId) {
    return token + "/" + documentId;
  }

  /** The moment before the database was last asked with success. */
  LeaseMoment asked() {
    return asked;
  }

  /** The database has been asked again, and the lease holds from then on. */
  void renewed(LeaseMoment moment) {
    asked = moment;
  }
}
