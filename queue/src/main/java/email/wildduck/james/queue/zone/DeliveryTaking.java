package email.wildduck.james.queue.zone;

import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.LeaseMoment;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.ZoneFields;
import email.wildduck.james.queue.timing.QueueStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes deliveries, has their leases renewed, and sets those aside that cannot be read. */
final class DeliveryTaking {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeliveryTaking.class);

  private final QueueStore store;
  private final BatchTake batches;

  /**
   * @param random chooses among deliveries that are as good as each other
   */
  DeliveryTaking(QueueStore store, Random random) {
    this.store = store;
    this.batches = new BatchTake(store.collections(), random);
  }

  /**
   * Takes deliveries that a condition holds for.
   *
   * @param what for the log
   * @param fasterOthers is run when another node was faster with some
   */
  List<TakenDelivery> take(Bson condition, int most, String what, Runnable fasterOthers) {
    String token = BatchTake.newToken();
    LeaseMoment asked = store.leases().now();
    List<Document> documents =
        store
            .collections()
            .timings()
            .timed(
                QueueStep.TAKE,
                () ->
                    MongoFailures.translate(
                        "taking " + what,
                        () -> batches.take(condition, most, token, fasterOthers)));
    List<TakenDelivery> taken = new ArrayList<>(documents.size());
    for (Document document : documents) {
      Lease lease = Lease.of(String.valueOf(document.get(ZoneFields.ZONE)), token, document);
      readable(lease, document, asked).ifPresent(taken::add);
    }
    return taken;
  }

  private Optional<TakenDelivery> readable(Lease lease, Document document, LeaseMoment asked) {
    try {
      TakenDelivery taken = TakenDelivery.of(lease, QueuedDelivery.of(document));
      store.leases().hold(lease, asked);
      return Optional.of(taken);
    } catch (BrokenEntryException e) {
      LOGGER.error("{} cannot be read and is set aside", lease, e);
      setAside(lease, String.valueOf(e.getMessage()));
      store.signals().signalHere(lease.zone());
      return Optional.empty();
    }
  }

  /** Those that were taken with it must not be forgotten when the database fails. */
  private void setAside(Lease lease, String reason) {
    try {
      store.work().setAside(lease, reason);
    } catch (TemporaryFailureException e) {
      LOGGER.warn("{} is taken again when its lease has run out", lease, e);
    }
  }
}
