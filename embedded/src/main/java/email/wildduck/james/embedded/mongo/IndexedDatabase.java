package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A database whose collections and indexes are {@link IndexedCollection} and its kin. */
final class IndexedDatabase extends AbstractSynchronizedMongoDatabase<Long> {

  /** Definitions of the indexes being made: their factory methods are told too little. */
  private final Map<String, IndexDefinition> requested = new HashMap<>();

  IndexedDatabase(String name, CursorRegistry cursors) {
    super(name, cursors);
    initializeNamespacesAndIndexes();
  }

  Optional<IndexedCollection> collection(String name) {
    return Optional.ofNullable((IndexedCollection) resolveCollection(name, false));
  }

  /** The descriptions of all indexes, as their makers gave them, with "ns" added. */
  List<Document> indexDescriptions() {
    return Optional.ofNullable(indexes.get())
        .map(collection -> collection.queryAllAsStream().map(Document::cloneDeeply).toList())
        .orElse(List.of());
  }

  String namespace(String collection) {
    return getFullCollectionNamespace(collection);
  }

  @Override
  protected synchronized void addIndex(Document description) {
    IndexDefinition definition = IndexDefinition.of(description);
    Object namespace = description.get("ns");
    for (Document existing : indexDescriptions()) {
      if (Objects.equals(existing.get("ns"), namespace)) {
        IndexDefinition other = IndexDefinition.of(existing);
        definition.refuseConflictWith(other);
        if (definition.equals(other)) {
          return;
        }
      }
    }
    String id = namespace + "/" + definition.name();
    requested.put(id, definition);
    try {
      super.addIndex(description);
    } finally {
      requested.remove(id);
    }
  }

  @Override
  protected MongoCollection<Long> openOrCreateCollection(String name, CollectionOptions options) {
    return new IndexedCollection(this, name, options, cursorRegistry);
  }

  @Override
  protected Index<Long> openOrCreateUniqueIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    Optional<Document> filter =
        definition(collection, name).flatMap(IndexDefinition::partialFilter);
    return new UniqueIndex(name, keys, sparse, filter);
  }

  @Override
  protected Index<Long> openOrCreateSecondaryIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    if (definition(collection, name).filter(IndexDefinition::isText).isPresent()) {
      return new EmptyIndex<>(name, keys); // $text reads the documents
    }
    return new OrderedIndex(name, keys, sparse);
  }

  private Optional<IndexDefinition> definition(String collection, String name) {
    return Optional.ofNullable(requested.get(namespace(collection) + "/" + name));
  }

  @Override
  protected long getFileSize() {
    return 0;
  }

  @Override
  protected long getStorageSize() {
    return 0;
  }
}
