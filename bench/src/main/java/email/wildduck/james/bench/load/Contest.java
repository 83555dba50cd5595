package email.wildduck.james.bench.load;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * The sides in turn: in each case one after the other, and that several times. A machine that is
 * slower at some times than at others is so for all of them then.
 */
final class Contest implements AutoCloseable {
  private final LoadOptions options;
  private final List<Contestant> contestants = new ArrayList<>();

  private Contest(LoadOptions options) {
    this.options = options;
  }

  /** Starts all sides. */
  static Contest start(LoadOptions options, LoadSink sink) throws IOException {
    Contest contest = new Contest(options);
    try {
      for (Side side : Side.values()) {
        if (options.sides().contains(side)) {
          contest.contestants.add(Contestant.start(side, options, sink));
        }
      }
      return contest;
    } catch (IOException | RuntimeException e) {
      contest.close();
      throw e;
    }
  }

  /**
   * Measures everything.
   *
   * @param progress is told of each round
   */
  List<SideResult> run(PrintStream progress)
      throws IOException, InterruptedException, TimeoutException {
    for (Contestant contestant : contestants) {
      contestant.warmUp(options);
    }
    Map<Side, List<CaseResult>> cases = new EnumMap<>(Side.class);
    contestants.forEach(contestant -> cases.put(contestant.side(), new ArrayList<>()));
    for (LoadCase load : options.cases()) {
      rounds(load, progress)
          .forEach((side, rounds) -> cases.get(side).add(CaseResult.median(rounds)));
    }
    List<SideResult> results = new ArrayList<>();
    for (Contestant contestant : contestants) {
      results.add(contestant.result(cases.get(contestant.side()), options.singles()));
    }
    return results;
  }

  private Map<Side, List<CaseResult>> rounds(LoadCase load, PrintStream progress)
      throws IOException, InterruptedException, TimeoutException {
    Map<Side, List<CaseResult>> rounds = new EnumMap<>(Side.class);
    for (int round = 0; round < options.rounds(); round++) {
      for (Contestant contestant : contestants) {
        CaseResult result = contestant.measure(load, options.sending());
        progress.println(LoadReport.row(contestant.side(), result));
        rounds.computeIfAbsent(contestant.side(), side -> new ArrayList<>()).add(result);
      }
    }
    return rounds;
  }

  @Override
  public void close() {
    contestants.forEach(Contestant::close);
  }
}
