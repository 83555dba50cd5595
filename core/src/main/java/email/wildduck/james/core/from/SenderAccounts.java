package email.wildduck.james.core.from;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import email.wildduck.james.core.cache.JustRead;
import email.wildduck.james.core.cache.LruMap;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * Finds what there is to know about a user who sends: collection {@code users}, fields {@code _id,
 * username, address, fromWhitelist, recipients, disabled, suspended, mtaRelay.value}. One round
 * trip for all of them. Thread-safe.
 */
public final class SenderAccounts {
  private static final long MAX_SECONDS = 3;
  private static final int MAX_RECENT = 10_000;
  private static final Bson FIELDS =
      Projections.include(
          "username",
          "address",
          "fromWhitelist",
          "recipients",
          "disabled",
          "suspended",
          "mtaRelay.value");

  private final MongoCollection<Document> users;
  private final Clock clock;
  private final Map<ObjectId, JustRead<Optional<SenderAccount>>> read =
      Collections.synchronizedMap(new LruMap<>(MAX_RECENT));

  /**
   * @param database the users database
   * @param clock tells how old what was read is
   */
  public SenderAccounts(MongoDatabase database, Clock clock) {
    this.users = database.getCollection("users");
    this.clock = clock;
  }

  /**
   * The user of that id, as it is now.
   *
   * @throws TemporaryFailureException when the database does not answer
   */
  public Optional<SenderAccount> find(ObjectId id) {
    Instant now = clock.instant();
    try {
      Optional<SenderAccount> account =
          Optional.ofNullable(
                  users
                      .find(Filters.eq("_id", id))
                      .projection(FIELDS)
                      .maxTime(MAX_SECONDS, TimeUnit.SECONDS)
                      .first())
              .map(SenderAccount::of);
      read.put(id, new JustRead<>(account, now));
      return account;
    } catch (MongoException e) {
      throw new TemporaryFailureException("user " + id + " could not be read", e);
    }
  }

  /**
   * The user of that id, as this process has read it a second ago at most: one round trip a second.
   *
   * @throws TemporaryFailureException when the database does not answer
   */
  public Optional<SenderAccount> recent(ObjectId id) {
    Instant now = clock.instant();
    return Optional.ofNullable(read.get(id))
        .filter(known -> known.isGoodAt(now))
        .map(JustRead::value)
        .orElseGet(() -> find(id));
  }
}
