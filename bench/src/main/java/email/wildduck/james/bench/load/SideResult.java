package email.wildduck.james.bench.load;

import java.time.Duration;
import java.util.List;

/**
 * What was measured of one side.
 *
 * @param cases in the order of the run
 * @param oneDomain messages each second of a hundred to one domain, all accepted before
 * @param idle from 250 to the arrival at the sink, when there is nothing else to do; in order
 * @param peakKilobytes the most memory, after all that
 */
record SideResult(
    Side side, List<CaseResult> cases, double oneDomain, List<Duration> idle, long peakKilobytes) {

  /** Makes the value immutable. */
  SideResult {
    cases = List.copyOf(cases);
    idle = idle.stream().sorted().toList();
  }

  Duration idleMedian() {
    return idle.get(idle.size() / 2);
  }

  Duration idleMost() {
    return idle.get(idle.size() - 1);
  }
}
