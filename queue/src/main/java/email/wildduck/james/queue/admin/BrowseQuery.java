package email.wildduck.james.queue.admin;

import com.mongodb.client.model.Filters;
import email.wildduck.james.queue.store.ZoneFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Which deliveries are asked for; all that is said has to hold. Immutable. */
public final class BrowseQuery {
  private static final String SENDER = "from";
  private static final String USER_ID = "userId";

  private final Document delivery;
  private final Document message;

  private BrowseQuery(Document delivery, Document message) {
    this.delivery = delivery;
    this.message = message;
  }

  /** All deliveries. */
  public static BrowseQuery all() {
    return new BrowseQuery(new Document(), new Document());
  }

  /** Those in a zone. */
  public BrowseQuery inZone(String zone) {
    return withDelivery(ZoneFields.ZONE, zone);
  }

  /** Those to an address. */
  public BrowseQuery toRecipient(String address) {
    return withDelivery(ZoneFields.RECIPIENT, address);
  }

  /** Those to a domain, in lower case or as it is given. */
  public BrowseQuery toDomain(String domain) {
    return withDelivery(
        ZoneFields.DOMAIN, new Document("$in", List.of(domain, domain.toLowerCase(Locale.ROOT))));
  }

  /** Those of messages with this envelope sender; empty for the null sender. */
  public BrowseQuery fromSender(String address) {
    return withMessage(SENDER, address);
  }

  /** Those of messages of a user, 24 hexadecimal digits. */
  public BrowseQuery ofUser(String userId) {
    return withMessage(USER_ID, userId);
  }

  Bson deliveries() {
    List<Bson> conditions = new ArrayList<>();
    conditions.add(new Document());
    delivery.forEach((field, value) -> conditions.add(new Document(field, value)));
    return Filters.and(conditions);
  }

  boolean asksForMessages() {
    return !message.isEmpty();
  }

  /** The condition on {@code metadata.data} of a file. */
  Bson messages() {
    Document condition = new Document();
    message.forEach((field, value) -> condition.append("metadata.data." + field, value));
    return condition;
  }

  private BrowseQuery withDelivery(String field, Object value) {
    return new BrowseQuery(new Document(delivery).append(field, value), message);
  }

  private BrowseQuery withMessage(String field, Object value) {
    return new BrowseQuery(delivery, new Document(message).append(field, value));
  }
}
