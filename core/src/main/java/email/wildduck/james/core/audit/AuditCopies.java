package email.wildduck.james.core.audit;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.error.TemporaryFailureException;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.core.submission.SubmittedMessage;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores copies of submitted messages in the audits of their senders. Counts them in {@code
 * wildduck_audit_copies_total} with the label {@code result}: stored, existing, failed.
 * Thread-safe.
 */
public final class AuditCopies {
  private static final Logger LOGGER = LoggerFactory.getLogger(AuditCopies.class);

  private final RunningAudits audits;
  private final AuditedUsers users;
  private final AuditFiles files;
  private final Counter copies;
  private final Clock clock;

  /**
   * @param main has the collection {@code audits}
   * @param gridfs has the bucket {@code audit}
   * @param registry gets the counter, so there can be one object for each registry
   */
  public AuditCopies(
      MongoDatabase main, MongoDatabase gridfs, PrometheusRegistry registry, Clock clock) {
    this.audits = new RunningAudits(main);
    this.users = new AuditedUsers(audits, clock);
    this.files = new AuditFiles(main, gridfs);
    this.clock = clock;
    this.copies =
        Counter.builder()
            .name("wildduck_audit_copies_total")
            .help("Copies of submitted messages for audits")
            .labelNames("result")
            .register(registry);
  }

  /**
   * Stores the message in each audit of its sender that runs; one that has begun less than a second
   * ago may be missed. When this returns the copies are durable; the same message again does not
   * make more of them.
   *
   * @throws IOException when the message cannot be read
   * @throws TemporaryFailureException when the database fails; to be tried again
   */
  public void store(SubmittedMessage message) throws IOException {
    try {
      if (!users.mayInclude(message.user())) {
        return;
      }
      List<ObjectId> running =
          audits.at(message.user(), message.transmission().time(), clock.instant());
      if (!running.isEmpty()) {
        Document metadata = AuditMetadata.of(message);
        for (ObjectId audit : running) {
          store(message, audit, metadata);
        }
      }
    } catch (MongoException | IllegalStateException e) {
      // the driver has no exception of its own for a client that has been closed
      copies.labelValues("failed").inc();
      throw new TemporaryFailureException(
          "the audits of " + message.queueId() + " cannot be written", e);
    }
  }

  private void store(SubmittedMessage message, ObjectId audit, Document metadata)
      throws IOException {
    if (!files.of(audit, message.queueId()).isEmpty()) {
      copies.labelValues("existing").inc();
      return;
    }
    files.write(audit, message.copy(), metadata, clock.instant());
    copies.labelValues("stored").inc();
    Event.of("AUDITUPL")
        .about(message.queueId())
        .with("user", message.user().toHexString())
        .with("audit", audit.toHexString())
        .with("message_id", message.messageId())
        .info(LOGGER);
    keepOne(audit, message.queueId());
  }

  /** Two nodes may have taken up one message, when one of them had been taken for dead. */
  private void keepOne(ObjectId audit, String queueId) {
    List<ObjectId> all = files.of(audit, queueId);
    all.stream().skip(1).forEach(surplus -> files.deleteSurplus(audit, surplus));
  }
}
