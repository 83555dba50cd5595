package email.wildduck.james.queue.failure;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import email.wildduck.james.queue.store.LeaseUpdates;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.ZoneFields;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Failures that no node reports any more: for the time when none runs. */
public final class AbandonedFailures {
  private final MongoCollection<Document> deliveries;
  private final Reports reports;

  /**
   * @param store need not be started
   */
  public AbandonedFailures(QueueStore store) {
    this.deliveries = store.collections().deliveries();
    this.reports = new Reports(store);
  }

  /** How many there are. */
  public long count() {
    return deliveries.countDocuments(failures());
  }

  /**
   * Ends reports that are committed, and makes deliveries of all other failures again, which
   * whoever takes them tries once more and bounces.
   *
   * @return how many failures there were
   */
  public long release() {
    List<Document> committed =
        deliveries
            .find(Filters.and(failures(), Filters.exists(ZoneFields.REPORT)))
            .into(new ArrayList<>());
    committed.forEach(reports::complete);
    return committed.size()
        + deliveries
            .updateMany(
                Filters.and(failures(), Filters.exists(ZoneFields.REPORT, false)),
                Updates.combine(LeaseUpdates.unlock(), Updates.unset(ZoneFields.FAILURE)))
            .getModifiedCount();
  }

  private static Bson failures() {
    return Filters.and(
        Filters.exists(ZoneFields.FAILURE_NEXT),
        Filters.eq(ZoneFields.ASSIGNED, ZoneFields.FAILED),
        Filters.exists(ZoneFields.SET_ASIDE, false));
  }
}
