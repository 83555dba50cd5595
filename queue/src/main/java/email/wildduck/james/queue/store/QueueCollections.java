package email.wildduck.james.queue.store;

import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.queue.timing.QueueTimings;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;

/**
 * The collections of the queue as one process uses them. Reads go to the primary; writes wait for
 * the majority's journals, whatever the connection string says. Immutable.
 */
public final class QueueCollections {
  private final MongoDatabase database;
  private final QueueStoreSettings settings;
  private final Clock clock;
  private final QueueHooks hooks;
  private final QueueTimings timings;
  private final String owner;

  private QueueCollections(
      MongoDatabase database,
      QueueStoreSettings settings,
      Clock clock,
      QueueHooks hooks,
      QueueTimings timings) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
    this.hooks = hooks;
    this.timings = timings;
    // Other than the instance, the owner is a new one after each start.
    this.owner = settings.instance() + "-" + UUID.randomUUID();
  }

  /**
   * @param database its client belongs to the caller and has to set time limits
   */
  public static QueueCollections of(
      MongoDatabase database, QueueStoreSettings settings, Clock clock, QueueHooks hooks) {
    return of(database, settings, clock, hooks, QueueTimings.none());
  }

  /**
   * The same in a process that tells how long things take.
   *
   * @param timings is told of each step
   */
  public static QueueCollections of(
      MongoDatabase database,
      QueueStoreSettings settings,
      Clock clock,
      QueueHooks hooks,
      QueueTimings timings) {
    MongoDatabase durable =
        database
            .withReadPreference(ReadPreference.primary())
            .withWriteConcern(
                WriteConcern.MAJORITY
                    .withJournal(true)
                    .withWTimeout(settings.writeTimeout().toMillis(), TimeUnit.MILLISECONDS));
    return new QueueCollections(durable, settings, clock, hooks, timings);
  }

  /** One document for each delivery. */
  public MongoCollection<Document> deliveries() {
    return database.getCollection(settings.collection());
  }

  /** One document for each message: the files of the GridFS bucket. */
  public MongoCollection<Document> files() {
    return database.getCollection(settings.bucket() + ".files");
  }

  /** The bodies of the messages: the chunks of the GridFS bucket. */
  public MongoCollection<Document> chunks() {
    return database.getCollection(settings.bucket() + ".chunks");
  }

  /** What is paused; see {@link email.wildduck.james.queue.pause.Pauses}. */
  public MongoCollection<Document> pauses() {
    return database.getCollection(settings.collection() + "-pauses");
  }

  /** Names and times. */
  public QueueStoreSettings settings() {
    return settings;
  }

  /** The clock of this process. */
  public Clock clock() {
    return clock;
  }

  /** Who is told of each {@link QueuePoint}. */
  public QueueHooks hooks() {
    return hooks;
  }

  /** Who is told how long steps take. */
  public QueueTimings timings() {
    return timings;
  }

  /** Who holds the leases of this process. */
  public String owner() {
    return owner;
  }

  /** A copy of a document with the types that it has when it is read from the database. */
  public Document asStored(Document document) {
    Codec<Document> codec = database.getCodecRegistry().get(Document.class);
    return new RawBsonDocument(document, codec).decode(codec);
  }
}
