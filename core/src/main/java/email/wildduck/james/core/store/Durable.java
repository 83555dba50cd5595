package email.wildduck.james.core.store;

import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Databases whose writes survive the loss of a member. */
public final class Durable {
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(2);

  private Durable() {}

  /**
   * The database with reads from the primary and writes to the majority's journals within two
   * seconds, whatever the connection string says.
   */
  public static MongoDatabase on(MongoDatabase database) {
    return database
        .withReadPreference(ReadPreference.primary())
        .withWriteConcern(
            WriteConcern.MAJORITY
                .withJournal(true)
                .withWTimeout(WRITE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
  }
}
