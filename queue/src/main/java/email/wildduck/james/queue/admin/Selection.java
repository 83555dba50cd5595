package email.wildduck.james.queue.admin;

import com.mongodb.client.model.Filters;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.ZoneFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.conversions.Bson;

/** The deliveries that an action is for. Immutable. */
public final class Selection {
  private final Bson condition;
  private final Set<QueueId> ids;

  private Selection(Set<QueueId> ids, Bson condition) {
    this.ids = Set.copyOf(ids);
    this.condition = condition;
  }

  /** All deliveries of a message. */
  public static Selection message(QueueId id) {
    return new Selection(Set.of(id), Filters.eq(ZoneFields.ID, id.asString()));
  }

  /** One delivery of a message. */
  public static Selection delivery(QueueId id, String sequence) {
    return new Selection(
        Set.of(id),
        Filters.and(
            Filters.eq(ZoneFields.ID, id.asString()), Filters.eq(ZoneFields.SEQ, sequence)));
  }

  /** These deliveries, as far as they are still there. */
  static Selection of(Collection<DeliveryView> deliveries) {
    Set<QueueId> ids = new HashSet<>();
    List<Object> documents = new ArrayList<>();
    for (DeliveryView delivery : deliveries) {
      QueueId.parse(delivery.id()).ifPresent(ids::add);
      documents.add(delivery.documentId());
    }
    return new Selection(ids, Filters.in("_id", documents));
  }

  /** The messages that they belong to. */
  Set<QueueId> ids() {
    return ids;
  }

  Bson condition() {
    return condition;
  }

  @Override
  public String toString() {
    return ids.size() == 1 ? ids.iterator().next().asString() : ids.size() + " messages";
  }
}
