package email.wildduck.james.queue.store;

import java.util.List;

/** A waiting delivery together with the envelope of its message. */
public final class QueuedEnvelope {
  private final QueueEntry entry;
  private final String from;
  private final List<String> to;

  QueuedEnvelope(QueueEntry entry, String from, List<String> to) {
    this.entry = entry;
    this.from = from;
    this.to = to;
  }

  /** The delivery. */
  public QueueEntry entry() {
    return entry;
  }

  /** The envelope sender, empty for the null sender. */
  public String from() {
    return from;
  }

  /** The envelope recipients. */
  public List<String> to() {
    return to;
  }
}
