package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes, every now and then, the documents whose time is over by a TTL index. */
final class TtlSweeper implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(TtlSweeper.class);

  private final EmbeddedBackend backend;
  private final ServerTime time;
  private final ScheduledExecutorService executor;

  private TtlSweeper(EmbeddedBackend backend) {
    this.backend = backend;
    this.time = new ServerTime(backend.getClock());
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "embedded-mongo-ttl");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Sweeps for the first time after one interval. */
  static TtlSweeper start(EmbeddedBackend backend, Duration interval) {
    TtlSweeper sweeper = new TtlSweeper(backend);
    long millis = interval.toMillis();
    // Nothing waits for the future: the sweep catches what it throws and ends with the executor.
    var unused =
        sweeper.executor.scheduleWithFixedDelay(
            sweeper::sweep, millis, millis, TimeUnit.MILLISECONDS);
    return sweeper;
  }

  private void sweep() {
    try {
      backend.forEachDatabase(this::sweep);
    } catch (RuntimeException e) {
      LOGGER.warn("Could not delete expired documents", e);
    }
  }

  private void sweep(IndexedDatabase database) {
    for (Document description : database.indexDescriptions()) {
      if (description.get("expireAfterSeconds") instanceof Number seconds) {
        String namespace = String.valueOf(description.get("ns"));
        String collection = namespace.substring(namespace.indexOf('.') + 1);
        String field = ((Document) description.get("key")).keySet().iterator().next();
        Document expired =
            new Document(field, new Document("$lt", time.now().minusSeconds(seconds.longValue())));
        database.collection(collection).ifPresent(found -> found.deleteDocuments(expired, 0));
      }
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
