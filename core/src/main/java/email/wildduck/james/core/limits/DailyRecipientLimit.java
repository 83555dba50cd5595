package email.wildduck.james.core.limits;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.settings.SettingKey;
import email.wildduck.james.core.settings.Settings;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * How many recipients a user may send to within 24 hours: the field {@code recipients} of the user
 * (collection {@code users}), and where that is 0 the setting {@code const:max:recipients}, where 0
 * means no limit. One round trip to MongoDB and one to Redis for each message. Thread-safe.
 */
public final class DailyRecipientLimit {
  private static final long MAX_SECONDS = 3;

  private final MongoCollection<Document> users;
  private final Settings settings;
  private final RecipientAllowance allowance;

  /**
   * @param database the users database
   */
  public DailyRecipientLimit(
      MongoDatabase database, RedisClusterCommands<String, String> redis, Settings settings) {
    this.users = database.getCollection("users");
    this.settings = settings;
    this.allowance = new RecipientAllowance(redis);
  }

  /**
   * Counts the recipients of a message before it is accepted.
   *
   * @throws SmtpException 550 5.7.1 when they would pass the limit; none is counted then
   * @throws TemporaryFailureException when MongoDB or Redis does not answer
   */
  public void reserve(ObjectId user, int recipients) {
    long max = maxOf(user);
    if (max == 0) {
      return;
    }
    CounterReading reading = allowance.reserve(user, recipients, max);
    if (!reading.allowed()) {
      throw new SmtpException(
          SmtpReply.of(
              550,
              "5.7.1",
              "You reached a daily sending limit for your account."
                  + reading.startsAnewIn().map(DailyRecipientLimit::expiry).orElse("")),
          "user " + user + " has sent to " + reading.value() + " of " + max + " recipients");
    }
  }

  /**
   * Takes back a reservation whose message was not accepted.
   *
   * @throws TemporaryFailureException when Redis does not answer
   */
  public void giveBack(ObjectId user, int recipients) {
    allowance.giveBack(user, recipients);
  }

  private long maxOf(ObjectId user) {
    try {
      return Optional.ofNullable(
              users
                  .find(Filters.eq("_id", user))
                  .projection(Projections.include("recipients"))
                  .maxTime(MAX_SECONDS, TimeUnit.SECONDS)
                  .first())
          .map(document -> document.get("recipients"))
          .filter(Number.class::isInstance)
          .map(number -> ((Number) number).longValue())
          .filter(number -> number > 0)
          .orElseGet(() -> Math.max(0, settings.get(SettingKey.MAX_RECIPIENTS)));
    } catch (MongoException e) {
      throw new TemporaryFailureException("the limit of user " + user + " could not be read", e);
    }
  }

  /** WildDuck's wording, always in the plural. */
  private static String expiry(Duration wait) {
    long seconds = wait.toSeconds();
    String time;
    if (seconds < 60) {
      time = seconds + " seconds";
    } else if (seconds < 3600) {
      time = Math.round(seconds / 60.0) + " minutes";
    } else {
      time = Math.round(seconds / 3600.0) + " hours";
    }
    return " Limit expires in " + time;
  }
}
