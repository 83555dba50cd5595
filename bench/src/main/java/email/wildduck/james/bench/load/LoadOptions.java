package email.wildduck.james.bench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run is to do.
 *
 * @param distribution the unpacked server, with {@code bin/}, {@code conf/} and {@code lib/}
 * @param programs the folder with {@code node_modules}, in which ZoneMTA is
 * @param plugin a checkout of zonemta-wildduck; empty for a ZoneMTA without it
 * @param folder for homes and logs of what is measured; made if it is not there
 * @param sides who is measured, in this order
 * @param cases what is sent
 * @param rounds how many times each case is measured
 * @param sending how long is sent in each round
 * @param warmUp how long is sent before the first case
 * @param singles messages that are sent to a system at rest
 */
record LoadOptions(
    Path distribution,
    Path programs,
    Optional<Path> plugin,
    Path folder,
    Set<Side> sides,
    List<LoadCase> cases,
    int rounds,
    Duration sending,
    Duration warmUp,
    int singles) {
  private static final int SINGLES = 7;
  private static final int ROUNDS = 3;

  /** Makes the value immutable. */
  LoadOptions {
    sides = Set.copyOf(sides);
    cases = List.copyOf(cases);
  }

  /** All combinations, both sides, ZoneMTA without the plugin. */
  static LoadOptions full(Path distribution, Path programs, Path folder) {
    return new LoadOptions(
        distribution,
        programs,
        Optional.empty(),
        folder,
        EnumSet.allOf(Side.class),
        LoadCase.all(),
        ROUNDS,
        Duration.ofSeconds(6),
        Duration.ofSeconds(240),
        SINGLES);
  }

  /** A moment of our server, which shows that everything still works and measures nothing. */
  static LoadOptions smoke(Path distribution, Path folder) {
    return new LoadOptions(
        distribution,
        folder,
        Optional.empty(),
        folder,
        EnumSet.of(Side.SERVER),
        List.of(LoadCase.TINY),
        1,
        Duration.ofMillis(500),
        Duration.ofMillis(200),
        1);
  }

  /**
   * The full run with what the arguments say: {@code few} for six cases, {@code smoke}, the name of
   * a side, {@code rounds=N} of each case, {@code seconds=N} for each round, {@code warmup=N}
   * seconds before the first, {@code case=10,50,1,reused} for that one alone, {@code plugin=FOLDER}
   * for a ZoneMTA with that plugin.
   *
   * @throws IllegalArgumentException for anything else
   */
  LoadOptions with(String argument) {
    int equals = argument.indexOf('=');
    String value = argument.substring(equals + 1);
    return switch (equals < 0 ? argument : argument.substring(0, equals)) {
      case "few" -> sending(LoadCase.few(), sending, warmUp);
      case "rounds" -> times(Integer.parseInt(value));
      case "smoke" -> smoke(distribution, folder);
      case "seconds" -> sending(cases, Duration.ofSeconds(Long.parseLong(value)), warmUp);
      case "warmup" -> sending(cases, sending, Duration.ofSeconds(Long.parseLong(value)));
      case "case" -> sending(List.of(LoadCase.named(value)), sending, warmUp);
      case "plugin" -> against(sides, Optional.of(Path.of(value)));
      default -> against(EnumSet.of(Side.named(argument)), plugin);
    };
  }

  private LoadOptions sending(List<LoadCase> what, Duration time, Duration before) {
    return new LoadOptions(
        distribution, programs, plugin, folder, sides, what, rounds, time, before, singles);
  }

  private LoadOptions times(int many) {
    if (many < 1) {
      throw new IllegalArgumentException("rounds=" + many + ": expected 1 or more");
    }
    return new LoadOptions(
        distribution, programs, plugin, folder, sides, cases, many, sending, warmUp, singles);
  }

  private LoadOptions against(Set<Side> whom, Optional<Path> withPlugin) {
    return new LoadOptions(
        distribution, programs, withPlugin, folder, whom, cases, rounds, sending, warmUp, singles);
  }
}
