package email.wildduck.james.core.sent;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Who gets a copy: users with {@code uploadSentMessages} whose {@code storageUsed} is not above
 * their {@code quota}, if they have one ({@code spec/sent-copy.md} §1). One round trip.
 */
final class SentRule {
  private static final long MAX_SECONDS = 3;

  private final MongoCollection<Document> users;

  SentRule(MongoDatabase users) {
    this.users = users.getCollection("users");
  }

  SentDecision decide(ObjectId user) {
    Document found =
        users
            .find(Filters.eq("_id", user))
            .projection(Projections.include("uploadSentMessages", "quota", "storageUsed"))
            .maxTime(MAX_SECONDS, TimeUnit.SECONDS)
            .first();
    if (found == null || !isTrue(found.get("uploadSentMessages"))) {
      return SentDecision.NOT_WANTED;
    }
    double quota = number(found.get("quota"));
    return quota != 0 && number(found.get("storageUsed")) > quota
        ? SentDecision.OVER_QUOTA
        : SentDecision.COPY;
  }

  /** What JavaScript takes for true, of what is found in such a field. */
  private static boolean isTrue(Object value) {
    return Boolean.TRUE.equals(value) || number(value) != 0;
  }

  private static double number(Object value) {
    return value instanceof Number ? ((Number) value).doubleValue() : 0;
  }
}
