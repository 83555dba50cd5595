package email.wildduck.james.queue.zone;

import com.mongodb.client.model.Filters;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.ZoneFields;
import java.util.Set;

/** Takes over what instances have been given that are gone, such as a ZoneMTA's. */
final class GoneInstances {
  private final QueueCollections collections;

  GoneInstances(QueueCollections collections) {
    this.collections = collections;
  }

  /** See {@link SendingQueue#takeOver}. */
  long takeOver(String instance) {
    if (isOurs(instance)) {
      throw new IllegalArgumentException("not the name of another instance: " + instance);
    }
    return MongoFailures.translate(
        "taking over from " + instance,
        () ->
            collections
                .deliveries()
                .updateMany(
                    Filters.and(
                        Filters.eq(ZoneFields.ASSIGNED, instance),
                        Filters.exists(ZoneFields.SET_ASIDE, false)),
                    LeaseUpdates.unlock())
                .getModifiedCount());
  }

  private boolean isOurs(String instance) {
    return Set.of(
            ZoneFields.UNASSIGNED,
            ZoneFields.STAGED,
            ZoneFields.FAILED,
            collections.settings().instance())
        .contains(instance);
  }
}
