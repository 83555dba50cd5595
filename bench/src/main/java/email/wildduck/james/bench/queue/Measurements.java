package email.wildduck.james.bench.queue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Nanoseconds and calls for one message, from several rounds. */
final class Measurements {
  private final Map<Step, List<Double>> times = new EnumMap<>(Step.class);
  private final Map<Step, Double> calls = new EnumMap<>(Step.class);

  /** What can be done with the queue. */
  interface Action {
    void run() throws Exception;
  }

  void measure(Step step, int messages, CommandCounter counter, Action action) throws Exception {
    long commands = counter.count();
    long start = System.nanoTime();
    for (int i = 0; i < messages; i++) {
      action.run();
    }
    double time = (double) (System.nanoTime() - start) / messages;
    times.computeIfAbsent(step, unused -> new ArrayList<>()).add(time);
    calls.put(step, (double) (counter.count() - commands) / messages);
  }

  /** The middle one of all rounds. */
  double median(Step step) {
    return quantile(step, 0.5);
  }

  double quantile(Step step, double share) {
    List<Double> sorted = times.get(step).stream().sorted().toList();
    return sorted.get((int) Math.round(share * (sorted.size() - 1)));
  }

  /** Calls to the database for one message, in the last round. */
  double calls(Step step) {
    return calls.get(step);
  }
}
