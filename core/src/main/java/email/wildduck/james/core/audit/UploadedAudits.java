package email.wildduck.james.core.audit;

import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Settles what WildDuck does on its own when a Sent copy is stored through its API: it writes a
 * copy into each audit, without the queue id. Where {@link AuditCopies} has written one already,
 * WildDuck's is surplus; where it has not, WildDuck's is completed. Thread-safe.
 */
public final class UploadedAudits {
  private final RunningAudits audits;
  private final AuditFiles files;

  /**
   * @param main has the collection {@code audits}
   * @param gridfs has the bucket {@code audit}
   */
  public UploadedAudits(MongoDatabase main, MongoDatabase gridfs) {
    this.audits = new RunningAudits(main);
    this.files = new AuditFiles(main, gridfs);
  }

  /**
   * Leaves one copy in each audit of the user, with {@code info} in it. May be called again.
   *
   * @param date what the message was uploaded with
   * @param info what is kept about the message; its {@code queueId} was uploaded with it too
   * @throws com.mongodb.MongoException when the database fails
   */
  public void settle(ObjectId user, Instant date, Document info) {
    String queueId = info.getString("queueId");
    for (ObjectId audit : audits.of(user)) {
      for (ObjectId uploaded : files.uploaded(audit, date, queueId)) {
        List<ObjectId> ours = files.of(audit, queueId);
        if (ours.isEmpty()) {
          files.complete(uploaded, info);
        } else {
          files.takeOverPlace(uploaded, ours.get(0));
          files.deleteSurplus(audit, uploaded);
        }
      }
    }
  }
}
