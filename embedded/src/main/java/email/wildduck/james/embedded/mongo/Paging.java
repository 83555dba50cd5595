package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;

/**
 * A cursor whose batches stay well below the size of the largest message a driver takes, as
 * mongod's do: the chunks of a large file come in several batches.
 */
final class Paging extends AbstractCursor {

  /** Documents in the first batch if the client names no number; as mongod. */
  static final int FIRST_BATCH = 101;

  private static final long BATCH_BYTES = 8L * 1024 * 1024;

  private List<Document> documents;
  private int next;

  Paging(long id, List<Document> documents) {
    super(id);
    this.documents = documents;
  }

  @Override
  public boolean isEmpty() {
    return next >= documents.size();
  }

  /**
   * Keeps what is left as it is now: later batches would otherwise have documents that have been
   * changed since and no longer match. What is nested in them is never changed in place.
   */
  void keep() {
    documents = documents.subList(next, documents.size()).stream().map(Document::clone).toList();
    next = 0;
  }

  /** At least one document, if there is one; 0 asks for as many as fit. */
  @Override
  public List<Document> takeDocuments(int number) {
    List<Document> batch = new ArrayList<>();
    long bytes = 0;
    while (!isEmpty() && (number == 0 || batch.size() < number)) {
      bytes += DocumentSize.of(documents.get(next));
      if (bytes > BATCH_BYTES && !batch.isEmpty()) {
        break;
      }
      batch.add(documents.get(next));
      next++;
    }
    return batch;
  }
}
