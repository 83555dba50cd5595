package email.wildduck.james.delivery.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Repeats the entries of a pool in proportion to their ratios, as ZoneMTA does ({@code
 * spec/delivery.md} §6): entries without a ratio share what the others leave. A pool in which all
 * have ratios, which ZoneMTA makes an empty one of, is divided by them.
 */
final class LoadDivision {
  private LoadDivision() {}

  /**
   * @param ratio of an entry; 0 is none, and more than 1 is 1
   */
  static <T> List<T> divide(List<T> entries, ToDoubleFunction<T> ratio) {
    double given = entries.stream().mapToDouble(entry -> clamp(ratio.applyAsDouble(entry))).sum();
    long without = entries.stream().filter(entry -> clamp(ratio.applyAsDouble(entry)) == 0).count();
    double rest = without == 0 ? 0 : (1 - Math.min(given, 1)) / without;
    ToDoubleFunction<T> share =
        entry -> {
          double own = clamp(ratio.applyAsDouble(entry));
          return own > 0 ? own : rest;
        };
    double smallest = entries.stream().mapToDouble(share).filter(s -> s > 0).min().orElse(1);
    double total = entries.stream().mapToDouble(share).sum();
    double size = Math.ceil(total / smallest);
    List<T> divided = new ArrayList<>();
    for (T entry : entries) {
      for (int times = (int) Math.ceil(size * share.applyAsDouble(entry)); times > 0; times--) {
        divided.add(entry);
      }
    }
    return divided;
  }

  private static double clamp(double ratio) {
    return Math.min(1, Math.max(0, ratio));
  }
}
