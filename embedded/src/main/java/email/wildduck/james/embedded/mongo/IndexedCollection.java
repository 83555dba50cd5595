package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A collection in memory, in order of insertion, that finds documents by its indexes. */
final class IndexedCollection extends AbstractSynchronizedMongoCollection<Long> {

  private final NavigableMap<Long, Document> documents = new TreeMap<>();
  private long nextPosition;
  private long examined;

  IndexedCollection(
      MongoDatabase database, String name, CollectionOptions options, CursorRegistry cursors) {
    super(database, name, options, cursors);
  }

  /** The documents themselves, not copies, in the order asked for. */
  List<Document> find(Document filter, Optional<Document> orderBy, int limit) {
    Document query = new Document("$query", filter);
    orderBy.ifPresent(order -> query.append("$orderby", order));
    return handleQuery(new QueryParameters(query, 0, limit)).collectDocuments();
  }

  /** The index scan that would answer the query; empty if all documents have to be read. */
  Optional<IndexScan> plan(Document filter, Document orderBy) {
    return IndexScan.best(
        getIndexes().stream()
            .filter(OrderedIndex.class::isInstance)
            .map(index -> ((OrderedIndex) index).scan(filter, orderBy))
            .flatMap(Optional::stream)
            .toList());
  }

  /** How many documents have been compared with a filter so far. */
  long examined() {
    return examined;
  }

  /** The first documents of a result, and a cursor for the rest. */
  QueryResult page(List<Document> matched, int batchSize) {
    return createQueryResult(matched, batchSize);
  }

  @Override
  protected QueryResult queryDocuments(
      Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
    Optional<IndexScan> scan = plan(query, orderBy);
    if (scan.isEmpty()) {
      return matchDocuments(query, orderBy, skip, limit, batchSize, fields);
    }
    return matchDocumentsFromStream(
        scan.get().positions().map(this::getDocument),
        query,
        scan.get().sorted() ? null : orderBy,
        skip,
        limit,
        batchSize,
        fields);
  }

  @Override
  protected QueryResult matchDocuments(
      Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
    Map<Long, Document> natural =
        isNaturalDescending(orderBy) ? documents.descendingMap() : documents;
    return matchDocumentsFromStream(
        natural.values().stream(), query, orderBy, skip, limit, batchSize, fields);
  }

  @Override
  protected boolean documentMatchesQuery(Document document, Document query) {
    examined++;
    return super.documentMatchesQuery(document, query);
  }

  /** Without a batch size (as the library itself asks) the result is given whole. */
  @Override
  protected QueryResult createQueryResult(List<Document> matched, int batchSize) {
    if (batchSize <= 0) {
      return new QueryResult(matched);
    }
    Paging cursor = new Paging(cursorRegistry.generateCursorId(), matched);
    List<Document> first = cursor.takeDocuments(batchSize);
    if (cursor.isEmpty()) {
      return new QueryResult(first);
    }
    cursor.keep();
    cursorRegistry.add(cursor);
    return new QueryResult(first, cursor);
  }

  @Override
  protected Cursor createCursor(List<Document> remaining) {
    throw new UnsupportedOperationException("see createQueryResult");
  }

  @Override
  protected Long addDocumentInternal(Document document) {
    documents.put(nextPosition, document);
    return nextPosition++;
  }

  @Override
  protected void removeDocument(Long position) {
    documents.remove(position);
  }

  @Override
  protected Document getDocument(Long position) {
    return documents.get(position);
  }

  @Override
  protected void handleUpdate(Long position, Document before, Document after) {
    // documents are changed in place
  }

  @Override
  protected Stream<DocumentWithPosition<Long>> streamAllDocumentsWithPosition() {
    return documents.entrySet().stream()
        .map(entry -> new DocumentWithPosition<>(entry.getValue(), entry.getKey()));
  }

  @Override
  protected Long findDocumentPosition(Document document) {
    return documents.entrySet().stream()
        .filter(entry -> entry.getValue().equals(document))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  @Override
  public int count() {
    return documents.size();
  }

  @Override
  protected boolean tracksDataSize() {
    return false; // encoding each document once more at every write costs more than it tells
  }

  @Override
  protected void updateDataSize(int delta) {
    throw new UnsupportedOperationException("see tracksDataSize");
  }

  @Override
  protected int getDataSize() {
    long size = documents.values().stream().mapToLong(DocumentSize::of).sum();
    return (int) Math.min(size, Integer.MAX_VALUE);
  }
}
