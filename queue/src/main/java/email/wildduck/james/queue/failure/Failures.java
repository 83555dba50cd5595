package email.wildduck.james.queue.failure;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueuePoint;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.ZoneFields;
import email.wildduck.james.queue.zone.FinalFailure;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * Deliveries that have failed for good, and whose sender has still to be told; see the package.
 * Thread-safe.
 */
public final class Failures {
  private final QueueStore store;
  private final QueueCollections collections;
  private final MongoCollection<Document> deliveries;
  private final Rounds rounds;
  private final FailureClaims claims;

  /**
   * @param store of this process; it renews the leases
   * @param gatherFor how long the failures of a message wait at most for its other deliveries
   */
  public Failures(QueueStore store, Duration gatherFor) {
    this.store = store;
    this.collections = store.collections();
    this.deliveries = collections.deliveries();
    this.rounds = new Rounds(collections);
    this.claims = new FailureClaims(store, rounds, gatherFor);
  }

  /**
   * Ends deliveries of one message as failures; when the database is away, as soon as it is back.
   * Failures that were claimed are given back so.
   *
   * @param failed with their {@link FinalFailure}s
   * @param next the earliest time at which the sender is told
   * @return false when one is somebody else's by now
   */
  public boolean record(List<TakenDelivery> failed, Instant next) {
    List<WriteModel<Document>> writes = new ArrayList<>();
    for (TakenDelivery taken : failed) {
      Document failure =
          taken
              .delivery()
              .failure()
              .orElseGet(() -> FinalFailure.withoutAttempt(collections.clock().instant()))
              .toDocument()
              .append("next", Date.from(next));
      writes.add(
          new UpdateOneModel<>(
              LeaseUpdates.heldBy(taken.lease()),
              Updates.combine(
                  Updates.set(ZoneFields.LOCKED, true),
                  Updates.set(ZoneFields.ASSIGNED, ZoneFields.FAILED),
                  Updates.set(ZoneFields.FAILURE, failure),
                  Updates.unset(ZoneFields.DELAY_NEXT),
                  Updates.unset(ZoneFields.LEASE))));
    }
    List<Lease> leases = failed.stream().map(TakenDelivery::lease).collect(Collectors.toList());
    return store
        .work()
        .endSurely(
            leases,
            "ending " + failed.size() + " failed of " + failed.get(0).delivery().id(),
            () -> {
              boolean all = deliveries.bulkWrite(writes).getMatchedCount() == writes.size();
              collections.hooks().reached(QueuePoint.FAIL_WRITTEN);
              return all;
            });
  }

  /**
   * Claims all failures of a message, when it is time to tell its sender and no other node is at
   * it. A report that its node has committed and not ended is ended first.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database fails
   */
  public Claim claim(QueueId message) {
    return MongoFailures.translate("claiming failures of " + message, () -> claims.claim(message));
  }

  /**
   * Those of these messages that have other deliveries in their round.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database fails
   */
  public Set<QueueId> inRound(Collection<QueueId> messages) {
    return MongoFailures.translate("looking for other deliveries", () -> rounds.openOf(messages));
  }

  /**
   * Messages whose senders have to be told of something, whoever was to do it.
   *
   * @param before failures that are to be told before that time
   */
  public Set<QueueId> dueBefore(Instant before, int most) {
    return MongoFailures.translate(
        "looking for failures",
        () -> {
          Set<QueueId> due = new LinkedHashSet<>();
          deliveries
              .find(
                  Filters.and(
                      Filters.lt(ZoneFields.FAILURE_NEXT, Date.from(before)),
                      Filters.exists(ZoneFields.SET_ASIDE, false)))
              .projection(Projections.include(ZoneFields.ID))
              .limit(most)
              .map(document -> QueueId.parse(String.valueOf(document.get(ZoneFields.ID))))
              .forEach((Optional<QueueId> id) -> id.ifPresent(due::add));
          return due;
        });
  }
}
