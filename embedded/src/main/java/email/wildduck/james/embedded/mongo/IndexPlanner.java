package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Works out which part of one index a query needs: equal values for the first fields, then at most
 * one range.
 */
final class IndexPlanner {

  /** A query with long $in lists on several fields would otherwise multiply without end. */
  private static final int MOST_RANGES = 10_000;

  private final String indexName;
  private final List<String> fields;
  private final IndexOrder order;
  private final NavigableMap<IndexEntry, Long> entries;
  private final boolean multikey;

  IndexPlanner(
      String indexName,
      List<String> fields,
      IndexOrder order,
      NavigableMap<IndexEntry, Long> entries,
      boolean multikey) {
    this.indexName = indexName;
    this.fields = fields;
    this.order = order;
    this.entries = entries;
    this.multikey = multikey;
  }

  /** Empty if the index is of no use for the query. */
  Optional<IndexScan> plan(Document filter, Document orderBy) {
    List<List<Object>> prefixes = List.of(List.of());
    int pinned = 0;
    while (pinned < fields.size()) {
      Optional<List<Object>> values = FieldConditions.of(filter, fields.get(pinned)).values();
      if (values.isEmpty() || (long) prefixes.size() * values.get().size() > MOST_RANGES) {
        break;
      }
      prefixes = extend(prefixes, values.get(), pinned);
      pinned++;
    }
    FieldConditions next = FieldConditions.of(filter, fields.get(Math.min(pinned, last())));
    Optional<FieldConditions.Comparison> low = next.comparison("$gt", "$gte");
    Optional<FieldConditions.Comparison> high = next.comparison("$lt", "$lte");
    boolean ranged = pinned < fields.size() && (low.isPresent() || high.isPresent());
    if (ranged && multikey && low.isPresent()) {
      // Different elements of an array may satisfy the two ends.
      high = Optional.empty();
    }
    int direction = prefixes.size() == 1 && !multikey ? direction(orderBy, pinned) : 0;
    if (pinned == 0 && !ranged && direction == 0) {
      return Optional.empty();
    }
    List<NavigableMap<IndexEntry, Long>> ranges = new ArrayList<>();
    for (List<Object> prefix : prefixes) {
      NavigableMap<IndexEntry, Long> range =
          ranged
              ? between(start(prefix, low, high, pinned), end(prefix, low, high, pinned))
              : between(IndexEntry.before(prefix), IndexEntry.after(prefix));
      ranges.add(direction < 0 ? range.descendingMap() : range);
    }
    int selectivity = 2 * pinned + (ranged ? 1 : 0) + (direction != 0 ? 2 : 0);
    return Optional.of(
        new IndexScan(indexName, List.copyOf(ranges), !multikey, direction != 0, selectivity));
  }

  private int last() {
    return fields.size() - 1;
  }

  private List<List<Object>> extend(List<List<Object>> prefixes, List<Object> values, int field) {
    // Sorted and without repetition, so that no entry comes up twice.
    TreeSet<IndexEntry> sorted = new TreeSet<>(order);
    for (List<Object> prefix : prefixes) {
      for (Object value : values) {
        List<Object> longer = new ArrayList<>(field + 1);
        longer.addAll(prefix);
        longer.add(value);
        sorted.add(IndexEntry.before(longer));
      }
    }
    return sorted.stream().map(IndexEntry::values).collect(Collectors.toList());
  }

  /** A comparison leaves out what has no value, and such documents stand before all others. */
  private IndexEntry start(
      List<Object> prefix,
      Optional<FieldConditions.Comparison> low,
      Optional<FieldConditions.Comparison> high,
      int field) {
    return (order.isAscending(field) ? low : high)
        .map(bound -> edge(prefix, bound.value(), !bound.inclusive()))
        .orElseGet(
            () -> order.isAscending(field) ? edge(prefix, null, true) : IndexEntry.before(prefix));
  }

  private IndexEntry end(
      List<Object> prefix,
      Optional<FieldConditions.Comparison> low,
      Optional<FieldConditions.Comparison> high,
      int field) {
    return (order.isAscending(field) ? high : low)
        .map(bound -> edge(prefix, bound.value(), bound.inclusive()))
        .orElseGet(
            () -> order.isAscending(field) ? IndexEntry.after(prefix) : edge(prefix, null, false));
  }

  private static IndexEntry edge(List<Object> prefix, Object value, boolean after) {
    List<Object> values = new ArrayList<>(prefix);
    values.add(value);
    return after ? IndexEntry.after(values) : IndexEntry.before(values);
  }

  private NavigableMap<IndexEntry, Long> between(IndexEntry start, IndexEntry end) {
    // A contradiction such as "more than 5 and less than 3" has nothing in between.
    return order.compare(start, end) >= 0
        ? entries.subMap(start, true, start, false)
        : entries.subMap(start, true, end, true);
  }

  /** 1 or -1 if the index, read forwards or backwards, gives the order asked for; else 0. */
  private int direction(Document orderBy, int pinned) {
    if (orderBy == null || orderBy.isEmpty()) {
      return 0;
    }
    int field = pinned;
    int direction = 0;
    for (Map.Entry<String, Object> sort : orderBy.entrySet()) {
      if (fields.subList(0, pinned).contains(sort.getKey())) {
        continue; // the same for all candidates
      }
      if (field >= fields.size()
          || !fields.get(field).equals(sort.getKey())
          || !(sort.getValue() instanceof Number number)) {
        return 0;
      }
      int wanted = (number.intValue() > 0) == order.isAscending(field) ? 1 : -1;
      if (direction != 0 && direction != wanted) {
        return 0;
      }
      direction = wanted;
      field++;
    }
    return direction == 0 ? 1 : direction;
  }
}
