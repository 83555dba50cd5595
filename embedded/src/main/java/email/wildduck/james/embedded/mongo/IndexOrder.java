package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The order of an index's entries: field by field, each ascending or descending, then by _id. */
final class IndexOrder implements Comparator<IndexEntry> {

  private final List<Boolean> ascending;

  IndexOrder(List<Boolean> ascending) {
    this.ascending = List.copyOf(ascending);
  }

  boolean isAscending(int field) {
    return ascending.get(field);
  }

  @Override
  public int compare(IndexEntry one, IndexEntry other) {
    int common = Math.min(one.values().size(), other.values().size());
    for (int i = 0; i < common; i++) {
      int order = compareValues(one.values().get(i), other.values().get(i));
      if (order != 0) {
        return ascending.get(i) ? order : -order;
      }
    }
    if (one.edge() == 0 && other.edge() == 0) {
      return compareValues(one.id(), other.id());
    }
    if (one.edge() != other.edge()) {
      return Integer.compare(one.edge(), other.edge());
    }
    // Two bounds on the same side: the shorter one encloses the longer one.
    int bySize = Integer.compare(one.values().size(), other.values().size());
    return one.edge() < 0 ? bySize : -bySize;
  }

  /** MongoDB's order of values, with a short cut for the kinds that keys mostly are. */
  private static int compareValues(Object one, Object other) {
    if (one instanceof String a && other instanceof String b) {
      return a.compareTo(b);
    }
    if (one instanceof ObjectId a && other instanceof ObjectId b) {
      return a.compareTo(b);
    }
    if (one instanceof Instant a && other instanceof Instant b) {
      return a.compareTo(b);
    }
    if (one instanceof Boolean a && other instanceof Boolean b) {
      return a.compareTo(b);
    }
    return ValueComparator.asc().compare(one, other);
  }
}
