package email.wildduck.james.queue.pause;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import email.wildduck.james.queue.store.MongoFailures;
import email.wildduck.james.queue.store.QueueCollections;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;

/** Pauses and resumes zones and domains, for all nodes. Thread-safe. */
public final class Pauses {
  private final MongoCollection<Document> pauses;
  private final QueueCollections collections;
  private final AtomicReference<Optional<Snapshot>> latest =
      new AtomicReference<>(Optional.empty());

  /** On the collection beside the queue's. */
  public Pauses(QueueCollections collections) {
    this.collections = collections;
    this.pauses = collections.pauses();
  }

  /**
   * From now on nothing is taken of it.
   *
   * @param name in any case
   * @param reason for people
   * @return what is in effect now
   */
  public Pause pause(PauseKind kind, String name, String reason) {
    String key = name.toLowerCase(Locale.ROOT);
    Pause pause = new Pause(kind, key, reason, collections.clock().instant());
    MongoFailures.translateAction(
        "pausing " + key,
        () ->
            pauses.replaceOne(
                Filters.eq("_id", kind.documentId(key)),
                pause.toDocument(),
                new ReplaceOptions().upsert(true)));
    forget();
    return pause;
  }

  /** From now on it is as any other. False when it was not paused. */
  public boolean resume(PauseKind kind, String name) {
    String key = name.toLowerCase(Locale.ROOT);
    long deleted =
        MongoFailures.translate(
            "resuming " + key,
            () -> pauses.deleteOne(Filters.eq("_id", kind.documentId(key))).getDeletedCount());
    forget();
    return deleted > 0;
  }

  /** All that are paused, as the database says now. */
  public List<Pause> list() {
    return MongoFailures.translate(
        "reading what is paused",
        () -> {
          List<Pause> all = new ArrayList<>();
          pauses.find().forEach(document -> Pause.of(document).ifPresent(all::add));
          return all;
        });
  }

  /** All that are paused, as the database said not longer than the poll interval ago. */
  public PausedTargets current() {
    Instant now = collections.clock().instant();
    Optional<Snapshot> known = latest.get().filter(snapshot -> now.isBefore(snapshot.end));
    if (known.isPresent()) {
      return known.get().targets;
    }
    PausedTargets targets = new PausedTargets(list());
    Instant end = now.plus(collections.settings().pollInterval());
    latest.set(Optional.of(new Snapshot(targets, end)));
    return targets;
  }

  private void forget() {
    latest.set(Optional.empty());
  }

  private static final class Snapshot {
    private final PausedTargets targets;
    private final Instant end;

    Snapshot(PausedTargets targets, Instant end) {
      this.targets = targets;
      this.end = end;
    }
  }
}
