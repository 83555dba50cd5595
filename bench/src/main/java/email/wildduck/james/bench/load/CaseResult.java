package email.wildduck.james.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What was measured of one case.
 *
 * @param accepted messages each second, while they were sent
 * @param delivered messages each second, until the last recipient had the last one
 * @param median from the final dot to 250
 * @param slow the same, which one of a hundred messages exceeds
 * @param cpu milliseconds of the server's processes for a message, until it was delivered
 * @param storeCpu the same of the embedded stores
 */
record CaseResult(
    LoadCase load,
    double accepted,
    double delivered,
    Duration median,
    Duration slow,
    double cpu,
    double storeCpu) {

  /** What several rounds of one case say: the median of each figure, for itself. */
  static CaseResult median(List<CaseResult> rounds) {
    return new CaseResult(
        rounds.get(0).load(),
        middle(rounds, CaseResult::accepted),
        middle(rounds, CaseResult::delivered),
        middle(rounds, CaseResult::median),
        middle(rounds, CaseResult::slow),
        middle(rounds, CaseResult::cpu),
        middle(rounds, CaseResult::storeCpu));
  }

  /** Of an even number the lower one of the two. */
  private static <T extends Comparable<T>> T middle(
      List<CaseResult> rounds, Function<CaseResult, T> figure) {
    return rounds.stream().map(figure).sorted().toList().get((rounds.size() - 1) / 2);
  }
}
