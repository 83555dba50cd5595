package email.wildduck.james.queue.store;

import email.wildduck.james.queue.id.QueueId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.bson.Document;

/** Deletes waiting deliveries that an administrator does not want any more, and their files. */
final class QueueRemoval {
  private static final int BATCH = 200;

  private final ZoneBrowser browser;
  private final MessageFiles files;
  private final UnusedMessages unused;

  QueueRemoval(ZoneBrowser browser, MessageFiles files, UnusedMessages unused) {
    this.browser = browser;
    this.files = files;
    this.unused = unused;
  }

  long removeIf(String zone, Predicate<QueuedEnvelope> condition) {
    long removed = 0;
    List<QueueEntry> batch = new ArrayList<>(BATCH);
    try (QueueEntries waiting = new QueueEntries(browser.waiting(zone))) {
      while (waiting.hasNext()) {
        batch.add(waiting.next());
        if (batch.size() == BATCH) {
          removed += removeFrom(batch, condition);
          batch.clear();
        }
      }
    }
    return removed + removeFrom(batch, condition);
  }

  private long removeFrom(List<QueueEntry> entries, Predicate<QueuedEnvelope> condition) {
    Set<QueueId> ids = new HashSet<>();
    entries.forEach(entry -> ids.add(entry.id()));
    Map<String, Document> envelopes = new HashMap<>();
    files.envelopes(ids).forEach(envelope -> envelopes.put(envelope.getString("id"), envelope));

    List<Object> documentIds = new ArrayList<>();
    Set<QueueId> concerned = new HashSet<>();
    for (QueueEntry entry : entries) {
      Document envelope = envelopes.getOrDefault(entry.id().asString(), new Document());
      if (condition.test(MessageFields.envelopeOf(entry, envelope))) {
        documentIds.add(entry.documentId());
        concerned.add(entry.id());
      }
    }
    long removed = documentIds.isEmpty() ? 0 : browser.deleteUnlocked(documentIds);
    if (removed > 0) {
      unused.delete(concerned);
    }
    return removed;
  }
}
