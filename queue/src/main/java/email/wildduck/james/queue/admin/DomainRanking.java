package email.wildduck.james.queue.admin;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.ZoneFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The domains that most deliveries wait for. All deliveries are read for it. */
public final class DomainRanking {
  private static final long TIME_LIMIT_SECONDS = 30;

  private final QueueCollections collections;

  /** On the collection of deliveries. */
  public DomainRanking(QueueCollections collections) {
    this.collections = collections;
  }

  /**
   * So many domains, those with most deliveries first.
   *
   * @param zone only the deliveries of this zone; empty for all sending zones
   */
  public List<DomainCount> top(int most, Optional<String> zone) {
    Bson scope =
        zone.map(name -> Filters.eq(ZoneFields.ZONE, name))
            .orElseGet(StateConditions::inSendingZones);
    return MongoFailures.translate(
        "ranking domains",
        () ->
            collections
                .deliveries()
                .aggregate(
                    List.of(
                        Aggregates.match(scope),
                        Aggregates.group(
                            "$" + ZoneFields.DOMAIN,
                            Accumulators.sum("count", 1),
                            Accumulators.min("oldest", "$" + ZoneFields.CREATED)),
                        Aggregates.sort(
                            Sorts.orderBy(Sorts.descending("count"), Sorts.ascending("_id"))),
                        Aggregates.limit(most)))
                .maxTime(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)
                .map(DomainRanking::count)
                .into(new ArrayList<>()));
  }

  private static DomainCount count(Document group) {
    return new DomainCount(
        String.valueOf(group.get("_id")),
        group.get("count", Number.class).longValue(),
        group.get("oldest"));
  }
}
