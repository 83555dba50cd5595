package email.wildduck.james.core.account;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import email.wildduck.james.core.document.Fields;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.settings.SettingKey;
import email.wildduck.james.core.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * The collection {@code authlog} of the users database, which WildDuck shows to the user.
 *
 * <p>Like events of six hours share one entry, whose details are those of the first: {@code user},
 * {@code action}, {@code key}, {@code protocol}, {@code ip}, {@code requiredScope}, {@code result},
 * {@code source}, {@code asp}, {@code aname}, {@code require2fa}, {@code created}, {@code expires},
 * and counted on {@code events} and {@code last}. The setting {@code const:authlog:time} says how
 * long entries are kept; 0 keeps none.
 */
final class AuthLog {
  private static final Duration BUCKET = Duration.ofHours(6);
  private static final long MAX_TIME_MS = 3000;

  private final MongoCollection<Document> log;
  private final Settings settings;

  AuthLog(MongoDatabase database, Settings settings) {
    this.log = database.getCollection("authlog");
    this.settings = settings;
  }

  /**
   * Logs an event, or several of a moment in the entry that the first of them belongs to. {@code
   * last} is never set back: events that were counted elsewhere may have been written meanwhile.
   *
   * @return the entry's id; empty if no log is kept
   * @throws TemporaryFailureException if MongoDB does not answer
   */
  Optional<ObjectId> record(AuthEvent event, Occurrences times) {
    long keepMillis = settings.get(SettingKey.AUTHLOG_TIME);
    if (keepMillis == 0) {
      return Optional.empty();
    }
    Bson likeEvent =
        Filters.and(
            Filters.eq("user", event.user()),
            Filters.gte("created", Date.from(times.first().minus(BUCKET))),
            Filters.eq("key", event.key()));
    try {
      Document entry =
          log.findOneAndUpdate(
              likeEvent,
              update(event, times, keepMillis),
              new FindOneAndUpdateOptions()
                  .upsert(true)
                  .projection(Projections.include("_id"))
                  .returnDocument(ReturnDocument.AFTER)
                  .maxTime(MAX_TIME_MS, TimeUnit.MILLISECONDS));
      return Optional.ofNullable(entry).flatMap(e -> Fields.id(e, "_id"));
    } catch (MongoException e) {
      throw new TemporaryFailureException("Cannot write the authentication log in MongoDB", e);
    }
  }

  private static Bson update(AuthEvent event, Occurrences times, long keepMillis) {
    Instant first = times.first();
    Document entry =
        event
            .entry()
            .append("created", Date.from(first))
            .append("expires", Date.from(first.plusMillis(keepMillis)));
    List<Bson> updates = new ArrayList<>();
    entry.forEach((field, value) -> updates.add(Updates.setOnInsert(field, value)));
    updates.add(Updates.inc("events", times.count()));
    updates.add(Updates.max("last", Date.from(times.last())));
    return Updates.combine(updates);
  }
}
