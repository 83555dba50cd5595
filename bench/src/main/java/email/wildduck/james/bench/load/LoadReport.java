package email.wildduck.james.bench.load;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What was measured, as Markdown. */
final class LoadReport {
  private final LoadOptions options;
  private final List<Ceiling> ceilings;
  private final List<SideResult> sides;

  LoadReport(LoadOptions options, List<Ceiling> ceilings, List<SideResult> sides) {
    this.options = options;
    this.ceilings = List.copyOf(ceilings);
    this.sides = List.copyOf(sides);
  }

  /** All tables. */
  void print(PrintStream out) {
    out.println(
        "| case | side | accepted/s | delivered/s | final dot → 250, p50 / p99 |"
            + " CPU per message | store's CPU per message |");
    out.println("|---|---|---|---|---|---|---|");
    for (int i = 0; i < options.cases().size(); i++) {
      for (SideResult side : sides) {
        out.println(row(side.side(), side.cases().get(i)));
      }
    }
    out.println();
    out.println("| side | idle: 250 → sink, median / most | 100 to one domain | peak memory |");
    out.println("|---|---|---|---|");
    sides.forEach(side -> out.println(row(side)));
    out.println();
    if (sides.size() == 2) {
      printRatios(sides.get(0), sides.get(1), out);
    }
    printConditions(out);
  }

  static String row(Side side, CaseResult result) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.0f | %.0f | %s / %s | %.1f ms | %.1f ms |",
        result.load().title(),
        side.title(),
        result.accepted(),
        result.delivered(),
        millis(result.median()),
        millis(result.slow()),
        result.cpu(),
        result.storeCpu());
  }

  private static String row(SideResult side) {
    return String.format(
        Locale.ROOT,
        "| %s | %s / %s | %.0f/s | %d MB |",
        side.side().title(),
        millis(side.idleMedian()),
        millis(side.idleMost()),
        side.oneDomain(),
        side.peakKilobytes() / 1024);
  }

  private void printRatios(SideResult ours, SideResult other, PrintStream out) {
    out.println("| case | delivered/s | CPU per message | final dot → 250, p99 |");
    out.println("|---|---|---|---|");
    for (int i = 0; i < options.cases().size(); i++) {
      CaseResult mine = ours.cases().get(i);
      CaseResult its = other.cases().get(i);
      out.printf(
          Locale.ROOT,
          "| %s | %.1f × | %.2f × | %.2f × |%n",
          mine.load().title(),
          ratio(mine, its, CaseResult::delivered),
          ratio(mine, its, CaseResult::cpu),
          ratio(mine, its, result -> result.slow().toNanos()));
    }
    out.println();
  }

  private static double ratio(
      CaseResult mine, CaseResult its, ToDoubleFunction<CaseResult> property) {
    return property.applyAsDouble(mine) / property.applyAsDouble(its);
  }

  private void printConditions(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%d cores, Java %s, medians of %d rounds of each case with %d s of sending, after %d s to"
            + " warm up; ZoneMTA %s the plugin for WildDuck.%n",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        options.rounds(),
        options.sending().toSeconds(),
        options.warmUp().toSeconds(),
        options.plugin().isPresent() ? "with" : "without");
    for (Ceiling ceiling : ceilings) {
      out.printf(
          Locale.ROOT,
          "The sink takes %.0f messages of %d KB a second from ten clients directly.%n",
          ceiling.rate(),
          ceiling.kilobytes());
    }
  }

  private static String millis(Duration time) {
    double millis = time.toNanos() / 1e6;
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }
}
