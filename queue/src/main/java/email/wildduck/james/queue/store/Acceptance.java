package email.wildduck.james.queue.store;

import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.timing.QueueStep;
import email.wildduck.james.queue.timing.QueueTimings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Puts messages into queues of James: first the file, then the one document that is the commit
 * point.
 */
final class Acceptance {
  /** ZoneMTA deletes documents whose {@code _id} says they are 30 days old. */
  private static final Duration OLDEST_ID = Duration.ofDays(14);

  private static final Duration NEWEST_ID = Duration.ofDays(1);

  private final QueueCollections collections;
  private final SpoolInsertion insertion;
  private final LeaseUpdates updates;
  private final MessageFiles files;
  private final LeaseKeeper leases;
  private final QueueIdGenerator ids;

  Acceptance(
      QueueCollections collections, MessageFiles files, LeaseKeeper leases, QueueIdGenerator ids) {
    this.collections = collections;
    this.insertion = new SpoolInsertion(collections, files, leases, ids);
    this.updates = new LeaseUpdates(collections);
    this.files = files;
    this.leases = leases;
    this.ids = ids;
  }

  /** Adds a message for anybody to take. */
  QueueId add(NewMessage message, NewDelivery delivery) throws IOException {
    return collections
        .timings()
        .<QueueId, IOException>timed(
            QueueStep.ACCEPT,
            () -> {
              Document document = store(message, delivery);
              insertion.insert(document);
              return SpoolInsertion.idOf(document);
            });
  }

  /**
   * Adds a message and gives it to a place, when there is one. It is inserted as a delivery that
   * this process has taken, so a crash before it is given leaves a lease that runs out.
   *
   * @param places asked when the file is complete
   * @return whether it was given
   */
  boolean add(NewMessage message, NewDelivery delivery, ArrivalPlaces places) throws IOException {
    try (QueueTimings.Timing timing = collections.timings().start(QueueStep.ACCEPT)) {
      Document document = store(message, delivery);
      Optional<ArrivalPlace> place = places.place(files.isAtHand(SpoolInsertion.fileOf(document)));
      if (place.isPresent()) {
        give(place.get(), document, delivery.zone());
      } else {
        insertion.insert(document);
      }
      timing.succeeded();
      return place.isPresent();
    }
  }

  private void give(ArrivalPlace place, Document document, String zone) {
    boolean given = false;
    try {
      LeaseMoment asked = leases.now();
      TakenEntry entry = insertTaken(document, zone);
      leases.hold(entry.lease(), asked);
      given = true;
      place.give(entry);
    } finally {
      if (!given) {
        place.cancel();
      }
    }
  }

  /** Writes the file, and gives the document that belongs to it. */
  private Document store(NewMessage message, NewDelivery delivery) throws IOException {
    Instant now = collections.clock().instant();
    QueueId id = message.id().filter(wanted -> isRecent(wanted, now)).orElseGet(ids::next);
    ObjectId file =
        MongoFailures.<ObjectId, IOException>translate(
            "storing message " + id, () -> files.write(id, message, now));
    collections.hooks().reached(QueuePoint.ACCEPT_FILE_WRITTEN);
    Document document = delivery.document(id, 1, now);
    Document extension = new Document(document.get(ZoneFields.EXTENSION, new Document()));
    return document.append(ZoneFields.EXTENSION, extension.append("file", file));
  }

  private TakenEntry insertTaken(Document document, String zone) {
    String token = UUID.randomUUID().toString();
    document.get(ZoneFields.EXTENSION, Document.class).append("takes", 1);
    Document taken = updates.taken(document, token, collections.clock().instant());
    insertion.insert(taken);
    return new TakenEntry(Lease.of(zone, token, taken), taken);
  }

  private static boolean isRecent(QueueId id, Instant now) {
    return id.time().isAfter(now.minus(OLDEST_ID)) && id.time().isBefore(now.plus(NEWEST_ID));
  }
}
