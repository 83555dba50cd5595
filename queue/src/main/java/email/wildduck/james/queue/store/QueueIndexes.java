package email.wildduck.james.queue.store;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The indexes that the queue's own queries need. Those that exist are left as they are. */
final class QueueIndexes {
  private static final Logger LOGGER = LoggerFactory.getLogger(QueueIndexes.class);
  private static final String DATA = "metadata.data.";
  private static final int OPTIONS_CONFLICT = 85;
  private static final int KEY_SPECS_CONFLICT = 86;

  private final QueueCollections collections;

  QueueIndexes(QueueCollections collections) {
    this.collections = collections;
  }

  void create() {
    MongoCollection<Document> deliveries = collections.deliveries();
    // Taking: zone and lock are equal, then the order of delivery, so that nothing is sorted. For
    // each priority the scan ends at the first delivery that is not due yet.
    create(
        deliveries,
        Indexes.compoundIndex(
            Indexes.ascending(ZoneFields.ZONE, ZoneFields.LOCKED),
            Indexes.descending(ZoneFields.PRIORITY),
            Indexes.ascending(ZoneFields.QUEUED, "_id")),
        new IndexOptions().name("wildduck_take"));
    // Taking from a sending zone: everything that must be equal, then the range of times; domains
    // that are left out are seen in the index. Staged deliveries have another "assigned".
    create(
        deliveries,
        Indexes.ascending(
            ZoneFields.ZONE,
            ZoneFields.LOCKED,
            ZoneFields.ASSIGNED,
            ZoneFields.QUEUED,
            ZoneFields.DOMAIN),
        new IndexOptions().name("wildduck_due"));
    // Taking over in all zones at once.
    create(
        deliveries,
        Indexes.ascending(ZoneFields.LEASE_UNTIL),
        new IndexOptions()
            .name("wildduck_lease_end")
            .partialFilterExpression(Filters.exists(ZoneFields.LEASE_UNTIL)));
    // What a crash has left between spool and sending zones.
    create(
        deliveries,
        Indexes.ascending(ZoneFields.HAND_OVER_TIME),
        new IndexOptions()
            .name("wildduck_hand_over")
            .partialFilterExpression(Filters.exists(ZoneFields.HAND_OVER_TIME)));
    // What has failed for good and has still to be told.
    create(
        deliveries,
        Indexes.ascending(ZoneFields.FAILURE_NEXT),
        new IndexOptions()
            .name("wildduck_failure")
            .partialFilterExpression(Filters.exists(ZoneFields.FAILURE_NEXT)));
    // Who has still to be warned of a delay.
    create(
        deliveries,
        Indexes.ascending(ZoneFields.DELAY_NEXT),
        new IndexOptions()
            .name("wildduck_delay")
            .partialFilterExpression(Filters.exists(ZoneFields.DELAY_NEXT)));
    // Messages over their age; ZoneMTA has the same index under the same name.
    create(deliveries, Indexes.ascending(ZoneFields.CREATED), new IndexOptions().name("findall"));
    // Taking over: the few deliveries that are held, by the end of their lease.
    create(
        deliveries,
        Indexes.ascending(ZoneFields.ZONE, ZoneFields.LEASE_UNTIL),
        new IndexOptions()
            .name("wildduck_lease")
            .partialFilterExpression(Filters.exists(ZoneFields.LEASE_UNTIL)));
    // Counting what an administrator has to look at.
    create(
        deliveries,
        Indexes.ascending(ZoneFields.ZONE, ZoneFields.SET_ASIDE_TIME),
        new IndexOptions()
            .name("wildduck_set_aside")
            .partialFilterExpression(Filters.exists(ZoneFields.SET_ASIDE_TIME)));
    // Whether a message has deliveries left; ZoneMTA has the same index under the same name.
    create(
        deliveries,
        Indexes.ascending(ZoneFields.ID, ZoneFields.SEQ),
        new IndexOptions().name("delivery"));
    // What an administrator asks for, in the order in which it is shown.
    create(
        deliveries,
        Indexes.ascending(ZoneFields.RECIPIENT, "_id"),
        new IndexOptions().name("wildduck_recipient"));
    create(
        deliveries,
        Indexes.ascending(ZoneFields.DOMAIN, "_id"),
        new IndexOptions().name("wildduck_domain"));
    create(
        collections.files(),
        Indexes.ascending(DATA + "from"),
        new IndexOptions().name("wildduck_sender"));
    create(
        collections.files(),
        Indexes.ascending(DATA + "user"),
        new IndexOptions().name("wildduck_user").sparse(true));
    create(
        collections.files(),
        Indexes.ascending(DATA + "userId"),
        new IndexOptions().name("wildduck_user_id").sparse(true));
    // Those of the GridFS specification: a message by its name, and the chunks of a file.
    create(collections.files(), Indexes.ascending("filename", "uploadDate"), new IndexOptions());
    create(
        collections.chunks(), Indexes.ascending("files_id", "n"), new IndexOptions().unique(true));
  }

  private static void create(
      MongoCollection<Document> collection, Bson keys, IndexOptions options) {
    try {
      collection.createIndex(keys, options);
    } catch (MongoCommandException e) {
      if (e.getErrorCode() != OPTIONS_CONFLICT && e.getErrorCode() != KEY_SPECS_CONFLICT) {
        throw e;
      }
      LOGGER.warn(
          "{} has an index of the same keys or name already, it is kept: {}",
          collection.getNamespace(),
          e.getErrorMessage());
    }
  }
}
