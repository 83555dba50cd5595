package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.backend.ValueComparator;
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
      int order = ValueComparator.asc().compare(one.values().get(i), other.values().get(i));
      if (order != 0) {
        return ascending.get(i) ? order : -order;
      }
    }
    if (one.edge() == 0 && other.edge() == 0) {
      return ValueComparator.asc().compare(one.id(), other.id());
    }
    if (one.edge() != other.edge()) {
      return Integer.compare(one.edge(), other.edge());
    }
    // Two bounds on the same side: the shorter one encloses the longer one.
    int bySize = Integer.compare(one.values().size(), other.values().size());
    return one.edge() < 0 ? bySize : -bySize;
  }
}
