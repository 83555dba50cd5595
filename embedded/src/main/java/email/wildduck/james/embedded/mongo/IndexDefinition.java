package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Optional;

/**
 * An index as a client describes it.
 *
 * @param name its name, unique in the collection
 * @param key fields and directions
 * @param partialFilter which documents belong to it, if not all
 */
record IndexDefinition(
    String name, Document key, boolean unique, boolean sparse, Optional<Document> partialFilter) {

  static IndexDefinition of(Document description) {
    return new IndexDefinition(
        String.valueOf(description.get("name")),
        normalized((Document) description.get("key")),
        Utils.isTrue(description.get("unique")),
        Utils.isTrue(description.get("sparse")),
        Optional.ofNullable((Document) description.get("partialFilterExpression")));
  }

  /** Drivers send 1 as int, long or double. */
  private static Document normalized(Document key) {
    Document normalized = new Document();
    key.forEach(
        (field, kind) ->
            normalized.append(field, kind instanceof Number number ? number.intValue() : kind));
    return normalized;
  }

  boolean isText() {
    return key.containsValue("text");
  }

  /** Refuses, as mongod does, what cannot stand beside an index that is there already. */
  void refuseConflictWith(IndexDefinition existing) {
    if (name.equals(existing.name) && !sameBut(existing)) {
      throw new MongoServerError(
          86,
          "IndexKeySpecsConflict",
          "An existing index has the same name as the requested index: " + name);
    }
    if (!name.equals(existing.name) && sameBut(existing)) {
      throw new MongoServerError(
          85,
          "IndexOptionsConflict",
          "Index already exists with a different name: " + existing.name);
    }
  }

  private boolean sameBut(IndexDefinition other) {
    return key.equals(other.key)
        && unique == other.unique
        && sparse == other.sparse
        && partialFilter.equals(other.partialFilter);
  }
}
