package email.wildduck.james.queue.admin;

import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Instant;
import java.util.List;
import org.bson.Document;

/** A node with mail in its zone {@code default}. */
final class QueueWork {
  static final List<String> TWO = List.of("b@one.example", "c@two.example");

  final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T12:00:00Z"));
  final QueueNode node;
  private final QueueDatabase mongo;
  private final QueueIdGenerator ids = new QueueIdGenerator(clock, "00ab");

  QueueWork(QueueDatabase mongo) {
    this.mongo = mongo;
    mongo.store(clock);
    this.node = new QueueNode(mongo.database(), clock, "0001");
  }

  /** A message to {@link #TWO}. */
  QueueId queued() {
    QueueId id = node.accept(ids.next(), TWO);
    node.handOver(node.store.take(QueueNode.SPOOL).orElseThrow(), TWO);
    return id;
  }

  QueueId spooled() {
    return node.accept(ids.next(), TWO);
  }

  TakenDelivery takeOne() {
    return node.sending.take(TakeRequest.of("default", 1)).get(0);
  }

  void set(QueueId id, String recipient, String field, Object value) {
    mongo
        .deliveries()
        .updateOne(
            new Document("id", id.asString()).append("recipient", recipient),
            new Document("$set", new Document(field, value)));
  }

  void setData(QueueId id, String field, Object value) {
    mongo
        .files()
        .updateOne(
            new Document("filename", "message " + id),
            new Document("$set", new Document("metadata.data." + field, value)));
  }
}
