package email.wildduck.james.queue.failure;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.LeaseMoment;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.ZoneFields;
import email.wildduck.james.queue.zone.QueuedDelivery;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims all failures of a message, or none. */
final class FailureClaims {
  private static final Logger LOGGER = LoggerFactory.getLogger(FailureClaims.class);

  private final QueueStore store;
  private final QueueCollections collections;
  private final MongoCollection<Document> deliveries;
  private final Rounds rounds;
  private final Reports reports;
  private final Duration gatherFor;

  FailureClaims(QueueStore store, Rounds rounds, Duration gatherFor) {
    this.store = store;
    this.collections = store.collections();
    this.deliveries = collections.deliveries();
    this.rounds = rounds;
    this.reports = new Reports(store);
    this.gatherFor = gatherFor;
  }

  Claim claim(QueueId message) {
    Instant now = collections.clock().instant();
    List<Document> all = deliveries.find(of(message)).into(new ArrayList<>());
    List<Document> failures =
        all.stream().filter(FailureClaims::isFailure).collect(Collectors.toList());
    if (failures.isEmpty()) {
      return Claim.none();
    }
    if (isEndedFor(failures)) {
      return Claim.later();
    }
    return isTime(failures, all, now) ? claim(message, now) : Claim.later();
  }

  private Claim claim(QueueId message, Instant now) {
    String token = UUID.randomUUID().toString();
    LeaseMoment asked = store.leases().now();
    deliveries.updateMany(
        Filters.and(
            failuresOf(message),
            Filters.exists(ZoneFields.REPORT, false),
            Filters.or(
                Filters.exists(ZoneFields.LEASE, false),
                Filters.lt(ZoneFields.LEASE_UNTIL, Date.from(now)))),
        Updates.set(
            ZoneFields.LEASE,
            new Document("owner", collections.owner())
                .append("token", token)
                .append("until", Date.from(now.plus(collections.settings().lease())))));
    collections.hooks().reached(QueuePoint.REPORT_CLAIMED);
    List<Document> failures = deliveries.find(failuresOf(message)).into(new ArrayList<>());
    if (failures.stream().anyMatch(failure -> isAnothers(failure, token))) {
      deliveries.updateMany(
          Filters.and(failuresOf(message), Filters.eq(ZoneFields.LEASE_TOKEN, token)),
          Updates.unset(ZoneFields.LEASE));
      return Claim.later();
    }
    return Claim.of(
        failures.stream()
            .filter(failure -> token.equals(tokenOf(failure).orElse("")))
            .map(failure -> taken(failure, token, asked))
            .flatMap(Optional::stream)
            .collect(Collectors.toList()));
  }

  /** Ends reports that are committed; false when there are none. */
  private boolean isEndedFor(List<Document> failures) {
    List<Document> committed =
        failures.stream().filter(FailureClaims::isCommitted).collect(Collectors.toList());
    committed.forEach(reports::complete);
    return !committed.isEmpty();
  }

  private boolean isTime(List<Document> failures, List<Document> all, Instant now) {
    if (failures.stream().anyMatch(failure -> timeOf(failure, "next").isAfter(now))
        || failures.stream().anyMatch(failure -> isHeld(failure, now))) {
      return false;
    }
    return failures.stream()
            .anyMatch(failure -> !timeOf(failure, "time").plus(gatherFor).isAfter(now))
        || all.stream().noneMatch(delivery -> rounds.isInRound(delivery, now));
  }

  private Optional<TakenDelivery> taken(Document failure, String token, LeaseMoment asked) {
    Lease lease = Lease.of(String.valueOf(failure.get(ZoneFields.ZONE)), token, failure);
    try {
      TakenDelivery taken = TakenDelivery.of(lease, QueuedDelivery.of(failure));
      store.leases().hold(lease, asked);
      return Optional.of(taken);
    } catch (BrokenEntryException e) {
      LOGGER.error("{} has failed, cannot be read and is set aside", lease, e);
      store.work().setAside(lease, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Bson of(QueueId message) {
    return Filters.eq(ZoneFields.ID, message.asString());
  }

  private static Bson failuresOf(QueueId message) {
    return Filters.and(
        of(message),
        Filters.eq(ZoneFields.ASSIGNED, ZoneFields.FAILED),
        Filters.exists(ZoneFields.SET_ASIDE, false));
  }

  private static boolean isFailure(Document delivery) {
    return ZoneFields.FAILED.equals(delivery.get(ZoneFields.ASSIGNED))
        && !delivery.containsKey(ZoneFields.SET_ASIDE);
  }

  private static boolean isCommitted(Document failure) {
    return failure.get(ZoneFields.REPORT) instanceof Document;
  }

  private static boolean isAnothers(Document failure, String token) {
    return isCommitted(failure)
        || tokenOf(failure).filter(other -> !other.equals(token)).isPresent();
  }

  private static Optional<String> tokenOf(Document failure) {
    Object lease = failure.get(ZoneFields.LEASE);
    return lease instanceof Document
        ? Optional.ofNullable(((Document) lease).get("token")).map(Objects::toString)
        : Optional.empty();
  }

  private static boolean isHeld(Document failure, Instant now) {
    Object until = failure.getEmbedded(List.of(ZoneFields.LEASE, "until"), Object.class);
    return until instanceof Date && ((Date) until).toInstant().isAfter(now);
  }

  private static Instant timeOf(Document failure, String field) {
    Object time = failure.getEmbedded(List.of(ZoneFields.FAILURE, field), Object.class);
    return time instanceof Date ? ((Date) time).toInstant() : Instant.EPOCH;
  }
}
