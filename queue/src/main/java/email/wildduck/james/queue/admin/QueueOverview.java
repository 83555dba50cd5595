package email.wildduck.james.queue.admin;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.ZoneFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Counts the deliveries of each zone, from the indexes. */
public final class QueueOverview {
  private final QueueCollections collections;
  private final MongoCollection<Document> deliveries;

  /** On the collection of deliveries. */
  public QueueOverview(QueueCollections collections) {
    this.collections = collections;
    this.deliveries = collections.deliveries();
  }

  /** The zones that have deliveries, queues of James among them, in the order of their names. */
  public List<ZoneCounts> zones() {
    return MongoFailures.translate(
        "counting the queue",
        () -> {
          List<String> names =
              deliveries.distinct(ZoneFields.ZONE, String.class).into(new ArrayList<>());
          names.sort(null);
          List<ZoneCounts> zones = new ArrayList<>();
          names.forEach(name -> zones.add(count(name)));
          return zones;
        });
  }

  /** One zone; all counts are zero when it has no deliveries. */
  public ZoneCounts zone(String name) {
    return MongoFailures.translate("counting " + name, () -> count(name));
  }

  private ZoneCounts count(String zone) {
    Bson free =
        Filters.and(
            Filters.eq(ZoneFields.LOCKED, false), new LeaseUpdates(collections).unassigned());
    Date now = Date.from(collections.clock().instant());
    Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
    counts.put(DeliveryState.READY, count(zone, free, Filters.lte(ZoneFields.QUEUED, now)));
    counts.put(DeliveryState.DEFERRED, count(zone, free, Filters.gt(ZoneFields.QUEUED, now)));
    counts.put(DeliveryState.LEASED, count(zone, Filters.exists(ZoneFields.LEASE_UNTIL)));
    counts.put(DeliveryState.STAGED, count(zone, Filters.exists(ZoneFields.HAND_OVER_TIME)));
    counts.put(DeliveryState.SET_ASIDE, count(zone, Filters.exists(ZoneFields.SET_ASIDE_TIME)));
    counts.put(
        DeliveryState.ELSEWHERE,
        count(
            zone,
            Filters.nin(
                ZoneFields.ASSIGNED,
                ZoneFields.UNASSIGNED,
                ZoneFields.STAGED,
                collections.settings().instance())));
    return new ZoneCounts(zone, counts, oldest(zone));
  }

  private long count(String zone, Bson... conditions) {
    return deliveries.countDocuments(
        Filters.and(Filters.eq(ZoneFields.ZONE, zone), Filters.and(conditions)));
  }

  private Optional<Instant> oldest(String zone) {
    return Optional.ofNullable(
            deliveries
                .find(Filters.eq(ZoneFields.ZONE, zone))
                .sort(Sorts.ascending(ZoneFields.CREATED))
                .projection(Projections.include(ZoneFields.CREATED))
                .first())
        .map(document -> document.get(ZoneFields.CREATED))
        .filter(Date.class::isInstance)
        .map(created -> ((Date) created).toInstant());
  }
}
