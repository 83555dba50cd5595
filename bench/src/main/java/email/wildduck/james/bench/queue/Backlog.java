package email.wildduck.james.bench.queue;

import com.mongodb.client.MongoCollection;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.route.DeliveryTarget;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.ZoneFields;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** Deliveries that wait for their next attempt, to a thousand domains, over the next days. */
final class Backlog {
  private static final int BATCH = 1000;

  private Backlog() {}

  static void fill(MongoCollection<Document> deliveries, int count) {
    QueueIdGenerator ids = new QueueIdGenerator(Clock.systemUTC(), "beef");
    Instant now = Instant.now();
    for (int from = 0; from < count; from += BATCH) {
      List<Document> batch = new ArrayList<>(BATCH);
      for (int i = from; i < Math.min(from + BATCH, count); i++) {
        batch.add(deferred(ids.next(), i, now));
      }
      deliveries.insertMany(batch);
    }
  }

  private static Document deferred(QueueId id, int number, Instant now) {
    Instant next = now.plus(Duration.ofHours(1)).plusMillis(number * 100L);
    NewDelivery delivery =
        NewDelivery.to(
            QueueParts.ZONE,
            "user" + number + "@domain" + number % 1000 + ".example",
            next,
            DeliveryTarget.mxOfDomain());
    return delivery
        .document(id, 1, now)
        .append(
            ZoneFields.DEFERRED,
            new Document("first", now.toEpochMilli())
                .append("last", now.toEpochMilli())
                .append("next", next.toEpochMilli())
                .append("count", 1)
                .append("response", "450 4.2.0 try again later"));
  }
}
