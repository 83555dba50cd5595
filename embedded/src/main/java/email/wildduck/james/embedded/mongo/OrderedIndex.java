package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A compound index in key order. It holds every document of the collection, sparse and partial
 * indexes included, so that it can serve any query without leaving out a match. Guarded by the
 * database's lock.
 */
class OrderedIndex extends Index<Long> {

  private final List<String> fields;
  private final IndexOrder order;
  private final NavigableMap<IndexEntry, Long> entries;

  /** Whether some key has an array or object: then the entries' order is not the documents'. */
  private boolean multikey;

  OrderedIndex(String name, List<IndexKey> keys, boolean sparse) {
    super(name, keys, sparse);
    this.fields = keys.stream().map(IndexKey::getKey).toList();
    this.order = new IndexOrder(keys.stream().map(IndexKey::isAscending).toList());
    this.entries = new TreeMap<>(order);
  }

  /** How this index would find a query's candidates; empty if it is of no use for the query. */
  Optional<IndexScan> scan(Document filter, Document orderBy) {
    return new IndexPlanner(getName(), fields, order, entries, multikey).plan(filter, orderBy);
  }

  /** The positions of the documents whose key has exactly these values. */
  Collection<Long> positionsOf(List<Object> key) {
    return entries.subMap(IndexEntry.before(key), IndexEntry.after(key)).values();
  }

  /** The keys of a document: one, or with an array one for each element. */
  List<List<Object>> keysOf(Document document) {
    List<List<Object>> keys = List.of(List.of());
    for (String field : fields) {
      List<List<Object>> longer = new ArrayList<>();
      for (List<Object> key : keys) {
        for (Object value : valuesOf(document, field)) {
          List<Object> extended = new ArrayList<>(fields.size());
          extended.addAll(key);
          extended.add(value);
          longer.add(extended);
        }
      }
      keys = longer;
    }
    return keys;
  }

  private static List<Object> valuesOf(Document document, String field) {
    Object value = valueOf(document, field);
    List<Object> values = new ArrayList<>(1);
    if (value instanceof Collection<?> elements && !elements.isEmpty()) {
      elements.forEach(element -> values.add(comparable(element)));
    } else {
      values.add(value instanceof Collection ? null : comparable(value));
    }
    return values;
  }

  /**
   * The library's order of objects and nested arrays is not consistent, so they are entered as
   * text. No look-up is for one of these: only for what is plain.
   */
  private static Object comparable(Object value) {
    if (Missing.isNullOrMissing(value)) {
      return null;
    }
    return isPlain(value) ? value : new Document("v", value).toString();
  }

  private static boolean isPlain(Object value) {
    return !(value instanceof Document || value instanceof Collection);
  }

  private static IndexEntry entry(List<Object> key, Document document) {
    return IndexEntry.of(key, comparable(document.get("_id")));
  }

  private static Object valueOf(Document document, String field) {
    return field.indexOf('.') < 0
        ? document.get(field) // most fields; taking paths apart is slow
        : Utils.getSubdocumentValueCollectionAware(document, field);
  }

  @Override
  public Long getPosition(Document document) {
    return entries.get(entry(keysOf(document).get(0), document));
  }

  @Override
  public void checkAdd(Document document, MongoCollection<Long> collection) {
    // nothing is refused
  }

  @Override
  public void add(Document document, Long position, MongoCollection<Long> collection) {
    List<List<Object>> keys = keysOf(document);
    multikey |= !fields.stream().allMatch(field -> isPlain(valueOf(document, field)));
    keys.forEach(key -> entries.put(entry(key, document), position));
  }

  @Override
  public Long remove(Document document) {
    Long position = null;
    for (List<Object> key : keysOf(document)) {
      Long removed = entries.remove(entry(key, document));
      position = removed == null ? position : removed;
    }
    return position;
  }

  @Override
  public void checkUpdate(Document before, Document after, MongoCollection<Long> collection) {
    // nothing is refused
  }

  @Override
  public void updateInPlace(
      Document before, Document after, Long position, MongoCollection<Long> collection) {
    if (!keysOf(before).equals(keysOf(after))) {
      remove(before);
      add(after, position, collection);
    }
  }

  /** False: {@link IndexedCollection} plans its queries itself, with {@link #scan}. */
  @Override
  public boolean canHandle(Document query) {
    return false;
  }

  @Override
  public Iterable<Long> getPositions(Document query) {
    throw new UnsupportedOperationException("see scan");
  }

  @Override
  public long getCount() {
    return entries.size();
  }

  @Override
  public long getDataSize() {
    return entries.size();
  }

  @Override
  public void drop() {
    entries.clear();
  }
}
