package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.zone.QueuedDelivery;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.types.ObjectId;

/** Deliveries as they are taken, without a queue. */
final class TestDeliveries {
  static final String ONE = "1a20aad443c000541b";
  static final String OTHER = "1a20aad443c001541b";

  private TestDeliveries() {}

  /** One delivery by itself. */
  static DeliveryGroup group(String recipient) {
    return DeliveryGroup.formedOf(taken(List.of(delivery(ONE, recipient)))).get(0);
  }

  static List<TakenDelivery> taken(List<Document> documents) {
    return documents.stream()
        .map(
            document -> {
              try {
                return TakenDelivery.of(
                    Lease.of("default", "token", document), QueuedDelivery.of(document));
              } catch (BrokenEntryException e) {
                throw new AssertionError(e);
              }
            })
        .collect(Collectors.toList());
  }

  static Document delivery(String id, String recipient) {
    return new Document("_id", new ObjectId())
        .append("id", id)
        .append("recipient", recipient)
        .append("domain", recipient.substring(recipient.indexOf('@') + 1))
        .append("queued", Date.from(Instant.EPOCH));
  }
}
