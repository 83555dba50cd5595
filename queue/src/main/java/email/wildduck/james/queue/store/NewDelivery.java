package email.wildduck.james.queue.store;

import email.wildduck.james.queue.id.DeliveryDocumentId;
import email.wildduck.james.queue.id.DeliverySequence;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.route.DsnRequest;
import java.time.Instant;
import org.bson.Document;

/** A delivery on its way into the queue. Immutable. */
public final class NewDelivery {
  private final String zone;
  private final String recipient;
  private final Instant queued;
  private final Document fields;

  private NewDelivery(String zone, String recipient, Instant queued, Document fields) {
    this.zone = zone;
    this.recipient = recipient;
    this.queued = queued;
    this.fields = fields;
  }

  /**
   * A delivery in a queue of James.
   *
   * @param zone the sending zone
   * @param recipient an address, or empty when there is none
   * @param queued the earliest time of the first attempt
   * @param extension what goes into the field {@code james}; {@code priority} in it is a number,
   *     and higher ones are taken first
   */
  public static NewDelivery of(String zone, String recipient, Instant queued, Document extension) {
    return new NewDelivery(
        zone, recipient, queued, new Document(ZoneFields.EXTENSION, new Document(extension)));
  }

  /**
   * A delivery to one recipient.
   *
   * @param zone the sending zone
   * @param recipient an address
   * @param queued the earliest time of the first attempt
   */
  public static NewDelivery to(
      String zone, String recipient, Instant queued, DeliveryTarget target) {
    return new NewDelivery(zone, recipient, queued, target.toFields());
  }

  /** With the id of the SMTP session that the message came in by. */
  public NewDelivery withSession(String sessionId) {
    return new NewDelivery(
        zone, recipient, queued, new Document(fields).append(ZoneFields.SESSION, sessionId));
  }

  /** With what the sender wants to be told about it. */
  public NewDelivery withDsn(DsnRequest request) {
    return request.isEmpty()
        ? this
        : new NewDelivery(
            zone,
            recipient,
            queued,
            new Document(fields).append(ZoneFields.DSN, request.toDocument()));
  }

  /** The sending zone. */
  public String zone() {
    return zone;
  }

  /** The address, or empty when there is none. */
  public String recipient() {
    return recipient;
  }

  /** The earliest time of the first attempt. */
  public Instant queued() {
    return queued;
  }

  /** The domain as it is stored; see {@link #domainOf}. */
  public String domain() {
    return domainOf(recipient);
  }

  /** A domain as ZoneMTA stores it: what stands behind the last at sign, without brackets. */
  public static String domainOf(String recipient) {
    String domain = recipient.substring(recipient.lastIndexOf('@') + 1);
    return recipient.indexOf('@') < 0 ? "" : domain.replaceAll("[\\[\\]]", "");
  }

  /** Where to and when: the fields that make a delivery of a document that has id and time. */
  public Document routing(int number) {
    Document routing =
        new Document(ZoneFields.SEQ, DeliverySequence.format(number))
            .append(ZoneFields.DOMAIN, domain())
            .append(ZoneFields.ZONE, zone)
            .append(ZoneFields.RECIPIENT, recipient)
            .append(ZoneFields.QUEUED, queued);
    routing.putAll(fields);
    return routing;
  }

  /** The whole document of a delivery that can be taken. */
  public Document document(QueueId id, int number, Instant created) {
    Document document =
        new Document("_id", DeliveryDocumentId.of(id, number)).append(ZoneFields.ID, id.asString());
    document.putAll(routing(number));
    return document
        .append(ZoneFields.LOCKED, false)
        .append(ZoneFields.LOCK_TIME, 0)
        .append(ZoneFields.ASSIGNED, ZoneFields.UNASSIGNED)
        .append(ZoneFields.CREATED, created);
  }
}
