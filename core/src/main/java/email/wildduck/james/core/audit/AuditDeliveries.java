package email.wildduck.james.core.audit;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import email.wildduck.james.core.error.TemporaryFailureException;
import java.util.Set;

/**
 * Writes into the audit copies of a message what becomes of its deliveries, as {@code
 * metadata.info.delivery}. Thread-safe.
 */
public final class AuditDeliveries {
  private final RunningAudits audits;
  private final AuditFiles files;

  /**
   * @param main has the collection {@code audits}
   * @param gridfs has the bucket {@code audit}
   */
  public AuditDeliveries(MongoDatabase main, MongoDatabase gridfs) {
    this.audits = new RunningAudits(main);
    this.files = new AuditFiles(main, gridfs);
  }

  /**
   * Whoever is or was audited, in 24 hexadecimal digits: messages of others have no copies. One
   * round trip.
   *
   * @throws TemporaryFailureException when the database fails
   */
  public Set<String> auditedUsers() {
    try {
      return audits.users();
    } catch (MongoException | IllegalStateException e) {
      throw new TemporaryFailureException("the audits cannot be read", e);
    }
  }

  /**
   * Adds an attempt to all copies of the message, and once however often it is added; one round
   * trip, also when nobody is audited.
   *
   * @return the number of copies
   * @throws TemporaryFailureException when the database fails
   */
  public long record(String queueId, AuditDelivery delivery) {
    try {
      return files.addDelivery(queueId, delivery.document());
    } catch (MongoException | IllegalStateException e) {
      // the driver has no exception of its own for a client that has been closed
      throw new TemporaryFailureException("the audits of " + queueId + " cannot be written", e);
    }
  }
}
