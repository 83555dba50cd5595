package email.wildduck.james.queue.sweep;

/** What one sweep has done. Immutable. */
public final class SweepReport {
  private final long leases;
  private final long staged;
  private final long expired;
  private final long failed;
  private final long delayed;
  private final long setAside;
  private final long files;
  private final long bodies;

  SweepReport(
      long leases,
      long staged,
      long expired,
      long failed,
      long delayed,
      long setAside,
      long files,
      long bodies) {
    this.leases = leases;
    this.staged = staged;
    this.expired = expired;
    this.failed = failed;
    this.delayed = delayed;
    this.setAside = setAside;
    this.files = files;
    this.bodies = bodies;
  }

  /** Deliveries that were made ready again, because their owner did not renew its lease. */
  public long leases() {
    return leases;
  }

  /** Deliveries that a hand-over had left, released or deleted. */
  public long staged() {
    return staged;
  }

  /** Deliveries over their age that were handed on. */
  public long expired() {
    return expired;
  }

  /** Messages with failures that their senders were to be told of. */
  public long failed() {
    return failed;
  }

  /** Messages with delays that their senders were to be told of. */
  public long delayed() {
    return delayed;
  }

  /** Deliveries that were set aside. */
  public long setAside() {
    return setAside;
  }

  /** Files that nothing referred to. */
  public long files() {
    return files;
  }

  /** Bodies without a file. */
  public long bodies() {
    return bodies;
  }

  /** For the log. */
  @Override
  public String toString() {
    return "leases="
        + leases
        + " staged="
        + staged
        + " expired="
        + expired
        + " failed="
        + failed
        + " delayed="
        + delayed
        + " setAside="
        + setAside
        + " files="
        + files
        + " bodies="
        + bodies;
  }
}
