package email.wildduck.james.queue.sweep;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.MessageFiles;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.UnusedMessages;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/** Deletes files without deliveries, and bodies without a file. */
final class Orphans {
  private final QueueCollections collections;
  private final MessageFiles messages;
  private final UnusedMessages unused;
  private final Scan files;
  private final Scan chunks;

  Orphans(QueueCollections collections, MessageFiles messages, UnusedMessages unused) {
    this.collections = collections;
    this.messages = messages;
    this.unused = unused;
    this.files = new Scan(collections.files(), "_id", "filename", "uploadDate");
    this.chunks = new Scan(collections.chunks(), "files_id", "files_id");
  }

  /** Looks at so many files, and tells how many of them were deleted. */
  long sweepFiles(Instant before, int most) {
    Map<ObjectId, QueueId> old = new HashMap<>();
    for (Document file : files.next(most)) {
      Object uploaded = file.get("uploadDate");
      if (file.get("_id") instanceof ObjectId
          && uploaded instanceof Date
          && ((Date) uploaded).toInstant().isBefore(before)) {
        // what has another name is not the queue's
        MessageFiles.idOf(String.valueOf(file.get("filename")))
            .ifPresent(id -> old.put(file.getObjectId("_id"), id));
      }
    }
    old.values().retainAll(unused.among(new HashSet<>(old.values())));
    messages.deleteFiles(old.keySet());
    return old.size();
  }

  /** Looks at so many chunks, and tells how many bodies were deleted. */
  long sweepBodies(Instant before, int most) {
    Set<ObjectId> old = new HashSet<>();
    for (Document chunk : chunks.next(most)) {
      Object file = chunk.get("files_id");
      if (file instanceof ObjectId && isOlder((ObjectId) file, before)) {
        old.add((ObjectId) file);
      }
    }
    old.removeAll(existing(old));
    messages.deleteFiles(old);
    return old.size();
  }

  private static boolean isOlder(ObjectId id, Instant before) {
    return id.getDate().toInstant().isBefore(before);
  }

  private Collection<Object> existing(Set<ObjectId> ids) {
    Bson onlyIds = Projections.include("_id");
    return collections
        .files()
        .find(Filters.in("_id", ids))
        .projection(onlyIds)
        .map(file -> file.get("_id"))
        .into(new HashSet<>());
  }
}
