package email.wildduck.james.queue.store;

import org.bson.Document;

/** A delivery that has been taken: the lease, and what stands in the delivery. */
public final class TakenEntry {
  private final Lease lease;
  private final Document document;

  TakenEntry(Lease lease, Document document) {
    this.lease = lease;
    this.document = document;
  }

  /** The right to work on it; valid even when the delivery itself is broken. */
  public Lease lease() {
    return lease;
  }

  /**
   * @throws BrokenEntryException when a field is missing or of a wrong type
   */
  public QueueEntry entry() throws BrokenEntryException {
    return QueueEntry.of(document);
  }
}
