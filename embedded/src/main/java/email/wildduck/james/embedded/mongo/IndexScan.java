package email.wildduck.james.embedded.mongo;

import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A way to find a query's candidates: some ranges of an index. Every document that matches is among
 * the candidates; candidates still have to be matched.
 *
 * @param indexName the index
 * @param ranges its entries within the query's bounds, with the documents' positions
 * @param distinct false if a document may come up more than once
 * @param sorted whether the candidates come in the order the query asks for
 * @param selectivity the more fields the query pins down, the higher
 */
record IndexScan(
    String indexName,
    List<NavigableMap<IndexEntry, Long>> ranges,
    boolean distinct,
    boolean sorted,
    int selectivity) {

  /**
   * As MongoDB's planner does, candidate plans are tried on a few entries only, and no longer than
   * until the first of them has come to its end.
   */
  private static final int TRIAL = 101;

  Stream<Long> positions() {
    Stream<Long> positions = ranges.stream().flatMap(IndexScan::positionsIn);
    return distinct ? positions : positions.distinct();
  }

  /** Not {@code values().stream()}, which counts all entries of the range before the first one. */
  private static Stream<Long> positionsIn(NavigableMap<IndexEntry, Long> range) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(range.values().iterator(), Spliterator.ORDERED), false);
  }

  /**
   * The scan that reads the fewest entries; among the long ones first those that need not be read
   * to their end to be sorted, then the most promising.
   */
  static Optional<IndexScan> best(List<IndexScan> scans) {
    List<IndexScan> promising =
        scans.stream()
            .sorted(
                Comparator.comparing(IndexScan::sorted)
                    .thenComparing(IndexScan::selectivity)
                    .reversed())
            .toList();
    Optional<IndexScan> best = promising.stream().findFirst();
    long fewest = TRIAL;
    for (int i = 0; promising.size() > 1 && i < promising.size(); i++) {
      long entries = promising.get(i).positions().limit(fewest).count();
      if (entries < fewest) {
        best = Optional.of(promising.get(i));
        fewest = entries;
      }
    }
    return best;
  }
}
