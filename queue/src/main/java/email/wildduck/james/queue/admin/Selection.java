package email.wildduck.james.queue.admin;

import com.mongodb.client.model.Filters;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.ZoneFields;
import org.bson.conversions.Bson;

/** The deliveries that an action is for. Immutable. */
public final class Selection {
  private final Bson condition;
  private final QueueId id;

  private Selection(QueueId id, Bson condition) {
    this.id = id;
    this.condition = condition;
  }

  /** All deliveries of a message. */
  public static Selection message(QueueId id) {
    return new Selection(id, Filters.eq(ZoneFields.ID, id.asString()));
  }

  /** One delivery of a message. */
  public static Selection delivery(QueueId id, String sequence) {
    return new Selection(
        id,
        Filters.and(
            Filters.eq(ZoneFields.ID, id.asString()), Filters.eq(ZoneFields.SEQ, sequence)));
  }

  QueueId id() {
    return id;
  }

  Bson condition() {
    return condition;
  }

  @Override
  public String toString() {
    return id.asString();
  }
}
