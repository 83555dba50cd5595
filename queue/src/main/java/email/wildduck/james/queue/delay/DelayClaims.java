package email.wildduck.james.queue.delay;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import email.wildduck.james.queue.failure.Claim;
import email.wildduck.james.queue.failure.Rounds;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.ZoneFields;
import email.wildduck.james.queue.zone.SendingQueue;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * Takes the delayed deliveries of a message. Whoever has the first that is due takes the others.
 */
final class DelayClaims {
  private static final List<String> WARNING = List.of(ZoneFields.DELAY, "warning");

  private final QueueCollections collections;
  private final MongoCollection<Document> deliveries;
  private final SendingQueue sending;
  private final Warnings warnings;
  private final Lateness lateness;
  private final Rounds rounds;
  private final Duration gatherFor;

  DelayClaims(
      QueueCollections collections,
      SendingQueue sending,
      Warnings warnings,
      Optional<Duration> warnAfter,
      Duration gatherFor) {
    this.collections = collections;
    this.deliveries = collections.deliveries();
    this.sending = sending;
    this.warnings = warnings;
    this.lateness = new Lateness(collections, warnAfter);
    this.rounds = new Rounds(collections);
    this.gatherFor = gatherFor;
  }

  Claim claim(QueueId message) {
    Instant now = collections.clock().instant();
    List<Document> all =
        deliveries
            .find(Filters.eq(ZoneFields.ID, message.asString()))
            .sort(Sorts.ascending(ZoneFields.SEQ))
            .into(new ArrayList<>());
    if (isEndedFor(message, all)) {
      return Claim.later();
    }
    List<Document> due = all.stream().filter(DelayClaims::isDue).collect(Collectors.toList());
    if (due.isEmpty()) {
      return Claim.none();
    }
    Optional<Document> first = due.stream().filter(lateness::isFree).findFirst();
    return first.isPresent() && isTime(due, all, now)
        ? claim(message, first.get(), all, now)
        : Claim.later();
  }

  private Claim claim(QueueId message, Document first, List<Document> all, Instant now) {
    List<TakenDelivery> claimed = take(message, List.of(first));
    if (claimed.isEmpty()) {
      return Claim.later();
    }
    List<TakenDelivery> named = new ArrayList<>(claimed);
    named.addAll(
        take(
            message,
            all.stream()
                .filter(delivery -> !delivery.equals(first) && lateness.isFree(delivery))
                .filter(delivery -> isDue(delivery) || lateness.isLate(delivery, now))
                .collect(Collectors.toList())));
    collections.hooks().reached(QueuePoint.WARNING_CLAIMED);
    return Claim.of(named);
  }

  private List<TakenDelivery> take(QueueId message, List<Document> which) {
    List<Object> ids =
        which.stream().map(delivery -> delivery.get("_id")).collect(Collectors.toList());
    return ids.isEmpty()
        ? List.of()
        : sending.take(lateness.takeable(ids), ids.size(), "what waits of " + message);
  }

  /** Ends warnings that are committed; false when there are none. */
  private boolean isEndedFor(QueueId message, List<Document> all) {
    Set<QueueId> committed =
        all.stream()
            .map(delivery -> delivery.getEmbedded(WARNING, Object.class))
            .filter(Objects::nonNull)
            .map(id -> QueueId.of(String.valueOf(id)))
            .collect(Collectors.toSet());
    committed.forEach(warning -> warnings.complete(message, warning));
    if (all.stream().anyMatch(DelayClaims::isDueAgain)) {
      deliveries.updateMany(
          Filters.and(
              Filters.eq(ZoneFields.ID, message.asString()), Filters.exists(ZoneFields.WARNED)),
          Updates.unset(ZoneFields.DELAY_NEXT));
    }
    return !committed.isEmpty();
  }

  private static boolean isDue(Document delivery) {
    return Lateness.isDue(delivery) && !delivery.containsKey(ZoneFields.SET_ASIDE);
  }

  /** A warning named it while somebody else was deferring it. */
  private static boolean isDueAgain(Document delivery) {
    return Lateness.has(delivery, "next") && Lateness.has(delivery, "warned");
  }

  private boolean isTime(List<Document> due, List<Document> all, Instant now) {
    return due.stream().noneMatch(delivery -> nextOf(delivery).isAfter(now))
        && (due.stream().anyMatch(delivery -> !nextOf(delivery).plus(gatherFor).isAfter(now))
            || all.stream().noneMatch(delivery -> rounds.isInRound(delivery, now)));
  }

  private static Instant nextOf(Document delivery) {
    Object next = delivery.getEmbedded(List.of(ZoneFields.DELAY, "next"), Object.class);
    return next instanceof Date ? ((Date) next).toInstant() : Instant.EPOCH;
  }
}
