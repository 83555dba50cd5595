package email.wildduck.james.queue.admin;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.ZoneFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Counts deliveries: those of each zone from the indexes, those of a domain by reading them. */
public final class QueueOverview {
  private static final List<DeliveryState> COUNTED =
      List.of(
          DeliveryState.READY,
          DeliveryState.DEFERRED,
          DeliveryState.LEASED,
          DeliveryState.STAGED,
          DeliveryState.SET_ASIDE,
          DeliveryState.ELSEWHERE);

  private final MongoCollection<Document> deliveries;
  private final StateConditions states;

  /** On the collection of deliveries. */
  public QueueOverview(QueueCollections collections) {
    this.deliveries = collections.deliveries();
    this.states = new StateConditions(collections);
  }

  /** The zones that have deliveries, queues of James among them, in the order of their names. */
  public List<QueueCounts> zones() {
    return MongoFailures.translate(
        "counting the queue",
        () -> {
          List<String> names =
              deliveries.distinct(ZoneFields.ZONE, String.class).into(new ArrayList<>());
          names.sort(null);
          List<QueueCounts> zones = new ArrayList<>();
          names.forEach(name -> zones.add(count(name, Filters.eq(ZoneFields.ZONE, name))));
          return zones;
        });
  }

  /** One zone; all counts are zero when it has no deliveries. */
  public QueueCounts zone(String name) {
    return MongoFailures.translate(
        "counting " + name, () -> count(name, Filters.eq(ZoneFields.ZONE, name)));
  }

  /** The deliveries to a domain in all sending zones, in lower case or as it is given. */
  public QueueCounts domain(String name) {
    Bson ofDomain =
        Filters.and(
            StateConditions.inSendingZones(),
            Filters.in(ZoneFields.DOMAIN, name, name.toLowerCase(Locale.ROOT)));
    return MongoFailures.translate("counting " + name, () -> count(name, ofDomain));
  }

  /** The other instances that deliveries are assigned to, such as ZoneMTAs, and how many. */
  public Map<String, Long> instances() {
    return MongoFailures.translate(
        "counting instances",
        () -> {
          Map<String, Long> instances = new TreeMap<>();
          for (String name :
              deliveries.distinct(
                  ZoneFields.ASSIGNED, states.of(DeliveryState.ELSEWHERE), String.class)) {
            instances.put(name, deliveries.countDocuments(Filters.eq(ZoneFields.ASSIGNED, name)));
          }
          return instances;
        });
  }

  private QueueCounts count(String name, Bson scope) {
    Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
    for (DeliveryState state : COUNTED) {
      counts.put(state, deliveries.countDocuments(Filters.and(scope, states.of(state))));
    }
    Bson elsewhere = states.of(DeliveryState.ELSEWHERE);
    long later =
        counts.get(DeliveryState.ELSEWHERE) == 0
            ? 0
            : deliveries.countDocuments(Filters.and(scope, elsewhere, states.later()));
    return new QueueCounts(name, counts, later, oldest(scope));
  }

  private Optional<Instant> oldest(Bson scope) {
    return Optional.ofNullable(
            deliveries
                .find(scope)
                .sort(Sorts.ascending(ZoneFields.CREATED))
                .projection(Projections.include(ZoneFields.CREATED))
                .first())
        .map(document -> document.get(ZoneFields.CREATED))
        .filter(Date.class::isInstance)
        .map(created -> ((Date) created).toInstant());
  }
}
