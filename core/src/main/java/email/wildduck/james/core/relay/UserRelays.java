package email.wildduck.james.core.relay;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Finds the relay of a user: collection {@code users}, field {@code mtaRelay}, {@code {id, type,
 * value}} with the URL in {@code value}. One query of at most 3000 ms. Thread-safe.
 */
public final class UserRelays {
  private static final long MAX_SECONDS = 3;

  private final MongoCollection<Document> users;

  /**
   * @param database the users database
   */
  public UserRelays(MongoDatabase database) {
    this.users = database.getCollection("users");
  }

  /**
   * The relay of the user of that id; empty when there is no such user or it has none.
   *
   * @throws TemporaryFailureException when the database does not answer
   */
  public Optional<UserRelay> find(ObjectId id) {
    try {
      return Optional.ofNullable(
              users
                  .find(Filters.eq("_id", id))
                  .projection(Projections.include("mtaRelay.value"))
                  .maxTime(MAX_SECONDS, TimeUnit.SECONDS)
                  .first())
          .map(user -> user.get("mtaRelay"))
          .filter(Document.class::isInstance)
          .map(relay -> ((Document) relay).get("value"))
          .filter(String.class::isInstance)
          .map(url -> ((String) url).trim())
          .filter(url -> !url.isEmpty())
          .map(UserRelay::of);
    } catch (MongoException e) {
      throw new TemporaryFailureException("the relay of user " + id + " could not be read", e);
    }
  }
}
