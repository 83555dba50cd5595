package email.wildduck.james.queue.store;

import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.timing.QueueStep;
import email.wildduck.james.queue.timing.QueueTimings;
import java.util.Optional;
import org.bson.types.ObjectId;

/** Finds the messages of deliveries, each once for all that are held at the same time. */
final class MessageLoading {
  private final QueueTimings timings;
  private final MessageFiles files;
  private final SharedReading reading;

  MessageLoading(QueueTimings timings, MessageFiles files, HeldMessages held) {
    this.timings = timings;
    this.files = files;
    this.reading = new SharedReading(held);
  }

  /** See {@link QueueStore#load(QueueId)}. */
  StoredMessage load(QueueId id) throws BrokenEntryException {
    return load(id, () -> files.find(id));
  }

  /** See {@link QueueStore#load(QueueEntry)}. */
  StoredMessage load(QueueEntry entry) throws BrokenEntryException {
    Object fileId = entry.extension().get("file");
    if (!(fileId instanceof ObjectId)) {
      return load(entry.id());
    }
    return load(entry.id(), () -> files.findAccepted((ObjectId) fileId));
  }

  /** See {@link QueueStore#load(Lease, QueueId)}. */
  StoredMessage load(Lease lease, QueueId id) throws BrokenEntryException {
    return reading.of(lease, () -> load(id));
  }

  private StoredMessage load(
      QueueId id, QueueTimings.Work<Optional<MessageFile>, BrokenEntryException> search)
      throws BrokenEntryException {
    MessageFile file =
        timings
            .<Optional<MessageFile>, BrokenEntryException>timed(
                QueueStep.LOAD, () -> MongoFailures.translate("loading message " + id, search::run))
            .orElseThrow(() -> new BrokenEntryException("message " + id + " has no file"));
    return files.messageOf(file);
  }
}
