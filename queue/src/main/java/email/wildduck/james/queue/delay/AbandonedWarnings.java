package email.wildduck.james.queue.delay;

import com.mongodb.client.MongoCollection;
import email.wildduck.james.queue.store.QueueStore;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** Warnings that are staged and that no node ends any more: for the time when none runs. */
public final class AbandonedWarnings {
  private final MongoCollection<Document> deliveries;
  private final Warnings warnings;

  /**
   * @param store need not be started
   */
  public AbandonedWarnings(QueueStore store) {
    this.deliveries = store.collections().deliveries();
    this.warnings = new Warnings(store);
  }

  /** How many there are. */
  public long count() {
    return deliveries.countDocuments(Warnings.staged());
  }

  /**
   * Releases those that are committed, and deletes the others: who has not been told by then, is
   * told when one of our nodes runs again. Those whose deliveries are still held stay.
   *
   * @return how many were released or deleted
   */
  public long release() {
    List<Document> staged = deliveries.find(Warnings.staged()).into(new ArrayList<>());
    staged.forEach(warnings::settle);
    return staged.size() - count();
  }
}
