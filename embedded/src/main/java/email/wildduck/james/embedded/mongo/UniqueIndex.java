package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryMatcher;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An index that refuses a second document with the same key. A sparse one leaves documents without
 * any of the fields alone, a partial one those that do not match its filter.
 */
final class UniqueIndex extends OrderedIndex {

  private final QueryMatcher matcher = new DefaultQueryMatcher();
  private final Optional<Document> filter;

  /** Positions of the documents the index is unique among. */
  private final Set<Long> constrained = new HashSet<>();

  UniqueIndex(String name, List<IndexKey> keys, boolean sparse, Optional<Document> filter) {
    super(name, keys, sparse);
    this.filter = filter;
  }

  @Override
  public boolean isUnique() {
    return true;
  }

  private boolean constrains(Document document) {
    if (isSparse() && keys().stream().allMatch(field -> isMissing(document, field))) {
      return false;
    }
    return filter.map(condition -> matcher.matches(document, condition)).orElse(true);
  }

  private static boolean isMissing(Document document, String field) {
    return Utils.getSubdocumentValueCollectionAware(document, field) instanceof Missing;
  }

  @Override
  public void checkAdd(Document document, MongoCollection<Long> collection) {
    refuseDuplicate(document, null, collection);
  }

  @Override
  public void checkUpdate(Document before, Document after, MongoCollection<Long> collection) {
    refuseDuplicate(after, getPosition(before), collection);
  }

  private void refuseDuplicate(Document document, Long own, MongoCollection<Long> collection) {
    if (!constrains(document)) {
      return;
    }
    for (List<Object> key : keysOf(document)) {
      for (Long position : positionsOf(key)) {
        if (!position.equals(own) && constrained.contains(position)) {
          throw new DuplicateKeyError(this, collection, getKeys(), new KeyValue(key));
        }
      }
    }
  }

  @Override
  public void add(Document document, Long position, MongoCollection<Long> collection) {
    // Checked once more: documents that are there when the index is made come one by one.
    refuseDuplicate(document, null, collection);
    super.add(document, position, collection);
    mark(document, position);
  }

  @Override
  public Long remove(Document document) {
    Long position = super.remove(document);
    constrained.remove(position);
    return position;
  }

  @Override
  public void updateInPlace(
      Document before, Document after, Long position, MongoCollection<Long> collection) {
    super.updateInPlace(before, after, position, collection);
    mark(after, position);
  }

  private void mark(Document document, Long position) {
    if (constrains(document)) {
      constrained.add(position);
    } else {
      constrained.remove(position);
    }
  }

  @Override
  public void drop() {
    super.drop();
    constrained.clear();
  }
}
