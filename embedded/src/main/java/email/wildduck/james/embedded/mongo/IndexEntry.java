package email.wildduck.james.embedded.mongo;

import java.util.Collections;
import java.util.List;

/**
 * A place in an index: either a document's key, or a bound just before or after all keys that begin
 * with the given values.
 *
 * @param values the indexed values, in the order of the index's fields; a bound may have fewer
 * @param id the document's _id; null for a bound
 * @param edge 0 for a document, -1 for a bound before and +1 for one after the values
 */
record IndexEntry(List<Object> values, Object id, int edge) {

  static IndexEntry of(List<Object> values, Object id) {
    return new IndexEntry(Collections.unmodifiableList(values), id, 0);
  }

  static IndexEntry before(List<Object> values) {
    return new IndexEntry(Collections.unmodifiableList(values), null, -1);
  }

  static IndexEntry after(List<Object> values) {
    return new IndexEntry(Collections.unmodifiableList(values), null, 1);
  }
}
