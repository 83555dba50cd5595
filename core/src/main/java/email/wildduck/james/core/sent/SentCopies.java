package email.wildduck.james.core.sent;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.api.WildDuckApi;
import email.wildduck.james.core.audit.UploadedAudits;
import email.wildduck.james.core.config.SentConfiguration;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.store.MongoStore;
import email.wildduck.james.core.submission.SubmittedMessage;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes copies of submitted messages and stores them in the senders' Sent folders, from threads of
 * its own. Thread-safe; several nodes share the work on one bucket.
 */
public final class SentCopies implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(SentCopies.class);
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

  /** What an attempt takes beside its calls of the API, and what clocks may differ. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  /** A mailbox is looked up, is gone, is looked up again: at most four calls. */
  private static final int CALLS = 4;

  private final SentConfiguration configuration;
  private final SentRule rule;
  private final SentJobs jobs;
  private final SentWorkers workers;
  private final SentHousekeeping housekeeping;
  private final SentMetrics metrics;
  private final Clock clock;

  private SentCopies(
      MongoDatabase users,
      SentConfiguration configuration,
      SentJobs jobs,
      SentUpload upload,
      PrometheusRegistry registry,
      Clock clock) {
    this.configuration = configuration;
    this.clock = clock;
    this.rule = new SentRule(users);
    this.jobs = jobs;
    this.metrics = new SentMetrics(registry);
    SentAttempts attempts =
        new SentAttempts(jobs, upload, configuration.giveUpAfter(), metrics, clock);
    this.workers = new SentWorkers(attempts, configuration.workers(), POLL_INTERVAL);
    this.housekeeping = new SentHousekeeping(jobs, configuration.giveUpAfter(), metrics, clock);
  }

  /**
   * Makes the object; nothing happens before {@link #start()}.
   *
   * @param configuration is enabled
   * @param registry gets the metrics of the copies
   */
  public static SentCopies on(
      MongoStore mongo,
      SentConfiguration configuration,
      WildDuckApi api,
      PrometheusRegistry registry,
      Clock clock) {
    return on(
        new SentDatabases(mongo.main(), mongo.users(), mongo.gridfs(), mongo.sender()),
        configuration,
        api,
        registry,
        clock);
  }

  static SentCopies on(
      SentDatabases databases,
      SentConfiguration configuration,
      WildDuckApi api,
      PrometheusRegistry registry,
      Clock clock) {
    Duration lease = api.timeout().multipliedBy(CALLS).plus(MARGIN);
    SentJobs jobs = new SentJobs(databases.sender(), configuration.bucket(), lease);
    SentUpload upload =
        new SentUpload(
            api,
            new StoredMessages(databases.main()),
            new UploadedAudits(databases.main(), databases.gridfs()),
            configuration.skipExisting());
    return new SentCopies(databases.users(), configuration, jobs, upload, registry, clock);
  }

  /**
   * Creates the indexes and starts to work.
   *
   * @throws TemporaryFailureException when the database fails
   */
  public void start() {
    try {
      jobs.createIndexes();
    } catch (MongoException e) {
      throw new TemporaryFailureException("the indexes for Sent copies cannot be created", e);
    }
    workers.start();
    housekeeping.start();
  }

  /**
   * Has a copy of the message stored, if its sender gets one. When this returns the copy is
   * durable; asking twice for one message does not make two copies.
   *
   * @throws IOException when the message cannot be read
   * @throws TemporaryFailureException when the database fails
   */
  public void accept(SubmittedMessage message) throws IOException {
    try {
      switch (rule.decide(message.user())) {
        case COPY:
          add(message);
          break;
        case OVER_QUOTA:
          metrics.skipped();
          SentEvents.skipped(message.queueId(), message.user(), "over quota");
          break;
        default:
          break;
      }
    } catch (MongoException | IllegalStateException e) {
      // the driver has no exception of its own for a client that has been closed
      throw new TemporaryFailureException(
          "the Sent copy of " + message.queueId() + " cannot be kept", e);
    }
  }

  private void add(SubmittedMessage message) throws IOException {
    Instant now = clock.instant();
    if (jobs.add(message, now, now.plus(configuration.delay()))) {
      workers.wake();
    } else {
      LOGGER.debug("{} has a Sent copy waiting already", message.queueId());
    }
  }

  /** Stops the threads. What is not stored by then waits for the next start or another node. */
  @Override
  public void close() {
    housekeeping.close();
    workers.close();
  }
}
