package email.wildduck.james.server.ledger;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;

/** The queue as it stands in the database. */
final class QueueView {
  private static final int FEW = 20;

  private final MongoCollection<Document> deliveries;

  QueueView(MongoDatabase database) {
    this.deliveries = database.getCollection("zone-queue");
  }

  /** The recipients whose delivery is in the queue. */
  Set<String> recipients() {
    Set<String> recipients = new HashSet<>();
    deliveries.find().forEach(document -> recipients.add(document.getString("recipient")));
    return recipients;
  }

  /** Some that wait or are worked on, if any, whose domain does not start like this. */
  List<Document> without(String domain) {
    return deliveries
        .find(Filters.not(Filters.regex("domain", "^" + domain)))
        .limit(FEW)
        .into(new ArrayList<>());
  }

  List<Document> of(String recipient) {
    return deliveries.find(Filters.eq("recipient", recipient)).into(new ArrayList<>());
  }

  /** Each delivery that is held now, and until when. */
  Map<String, Object> held() {
    Map<String, Object> held = new HashMap<>();
    deliveries
        .find(Filters.exists("lease"))
        .forEach(
            document ->
                held.put(
                    document.getString("recipient"),
                    document.getEmbedded(List.of("lease", "until"), Object.class)));
    return held;
  }

  /** As an administrator does who wants all at some domains to be tried now. */
  void bringForward(String domain) {
    deliveries.updateMany(
        Filters.regex("domain", "^" + domain), Updates.set("queued", Date.from(Instant.now())));
  }

  /** As WildDuck does when the owner of a message cancels it. */
  void cancel(String recipient) {
    deliveries.deleteOne(Filters.eq("recipient", recipient));
  }
}
