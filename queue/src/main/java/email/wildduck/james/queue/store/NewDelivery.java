package email.wildduck.james.queue.store;

import java.time.Instant;
import org.bson.Document;

/** A delivery on its way into the queue. Immutable. */
public final class NewDelivery {
  private final String zone;
  private final String recipient;
  private final Instant queued;
  private final Document extension;

  private NewDelivery(String zone, String recipient, Instant queued, Document extension) {
    this.zone = zone;
    this.recipient = recipient;
    this.queued = queued;
    this.extension = extension;
  }

  /**
   * @param zone the sending zone
   * @param recipient an address, or empty when there is none
   * @param queued the earliest time of the first attempt
   * @param extension what goes into the field {@code james}; {@code priority} in it is a number,
   *     and higher ones are taken first
   */
  public static NewDelivery of(String zone, String recipient, Instant queued, Document extension) {
    return new NewDelivery(zone, recipient, queued, new Document(extension));
  }

  /** The sending zone. */
  public String zone() {
    return zone;
  }

  String recipient() {
    return recipient;
  }

  Instant queued() {
    return queued;
  }

  Document extension() {
    return new Document(extension);
  }

  /** The domain as ZoneMTA stores it: what stands behind the last at sign, without brackets. */
  String domain() {
    String domain = recipient.substring(recipient.lastIndexOf('@') + 1);
    return recipient.indexOf('@') < 0 ? "" : domain.replaceAll("[\\[\\]]", "");
  }
}
