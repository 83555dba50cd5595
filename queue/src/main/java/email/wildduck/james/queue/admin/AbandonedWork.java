package email.wildduck.james.queue.admin;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import email.wildduck.james.queue.delay.AbandonedWarnings;
import email.wildduck.james.queue.failure.AbandonedFailures;
import email.wildduck.james.queue.handover.HandOverRepair;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.ZoneFields;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * What the nodes of this installation have left behind when they were killed: for the time when
 * none of them runs any more. While one does, its sweeper does the same, and sooner.
 *
 * <p>Each method throws {@link email.wildduck.james.core.error.TemporaryFailureException} when the
 * database fails; what is done by then is done, and it can be said again.
 */
public final class AbandonedWork {
  private static final int BATCH = 1000;

  private final QueueCollections collections;
  private final MongoCollection<Document> deliveries;
  private final HandOverRepair handOvers;
  private final AbandonedFailures failures;
  private final AbandonedWarnings warnings;

  /**
   * @param store need not be started
   */
  public AbandonedWork(QueueStore store) {
    this.collections = store.collections();
    this.deliveries = collections.deliveries();
    this.handOvers = new HandOverRepair(collections, store.unusedMessages());
    this.failures = new AbandonedFailures(store);
    this.warnings = new AbandonedWarnings(store);
  }

  /** Counts what was left behind, and tells whether a node may still be at work. */
  public Abandoned count() {
    return MongoFailures.translate(
        "looking for abandoned deliveries",
        () -> {
          Instant now = collections.clock().instant();
          long ended = 0;
          long held = 0;
          Instant until = Instant.EPOCH;
          Set<String> owners = new TreeSet<>();
          for (Document document :
              deliveries
                  .find(Filters.or(leased(), claimed(now)))
                  .projection(Projections.include(ZoneFields.LEASE))) {
            Document lease = document.get(ZoneFields.LEASE, Document.class);
            Instant end = lease.getDate("until").toInstant();
            if (end.isAfter(now)) {
              held++;
              owners.add(String.valueOf(lease.get("owner")));
              until = end.isAfter(until) ? end : until;
            } else {
              ended++;
            }
          }
          long staged =
              deliveries.countDocuments(Filters.exists(ZoneFields.HAND_OVER_TIME))
                  + failures.count()
                  + warnings.count();
          return new Abandoned(ended, held, owners, until, staged, inQueuesOfJames());
        });
  }

  /**
   * Ends the leases that have run out, and the hand-overs, reports and warnings that their nodes
   * did not end: afterwards anybody can take the deliveries, a ZoneMTA too. What has failed and was
   * not reported is tried again by whoever takes it.
   *
   * @return how many deliveries that were
   */
  public long release() {
    return release(Filters.lte(ZoneFields.LEASE_UNTIL, Date.from(collections.clock().instant())));
  }

  /**
   * The same, whether leases have run out or not: a node that still runs would deliver the same a
   * second time.
   */
  public long releaseHeldToo() {
    return release(new Document());
  }

  private long release(Bson which) {
    return MongoFailures.translate(
        "releasing abandoned deliveries",
        () -> {
          long released =
              deliveries
                  .updateMany(Filters.and(leased(), which), LeaseUpdates.unlock())
                  .getModifiedCount();
          return released + repairedHandOvers() + failures.release() + warnings.release();
        });
  }

  /** Those whose message is still in the spool stay as they are, so an end must be looked for. */
  private long repairedHandOvers() {
    Instant now = collections.clock().instant();
    long repaired = 0;
    long lately;
    do {
      lately = handOvers.repair(now, BATCH);
      repaired += lately;
    } while (lately > 0);
    return repaired;
  }

  private Bson leased() {
    return Filters.and(
        Filters.eq(ZoneFields.LOCKED, true),
        Filters.eq(ZoneFields.ASSIGNED, collections.settings().instance()),
        Filters.exists(ZoneFields.LEASE_UNTIL));
  }

  /** Failures that a node is about to report. */
  private static Bson claimed(Instant now) {
    return Filters.and(
        Filters.eq(ZoneFields.ASSIGNED, ZoneFields.FAILED),
        Filters.gt(ZoneFields.LEASE_UNTIL, Date.from(now)));
  }

  private long inQueuesOfJames() {
    return deliveries.countDocuments(
        Filters.and(
            Filters.regex(ZoneFields.ZONE, "^" + ZoneFields.JAMES_ZONES),
            Filters.exists(ZoneFields.SET_ASIDE_TIME, false)));
  }
}
