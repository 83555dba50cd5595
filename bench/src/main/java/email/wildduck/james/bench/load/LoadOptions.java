package email.wildduck.james.bench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a run is to do.
 *
 * @param distribution the unpacked server, with {@code bin/}, {@code conf/} and {@code lib/}
 * @param programs the folder with {@code node_modules}, in which ZoneMTA is
 * @param folder for homes and logs of what is measured; made if it is not there
 * @param sides who is measured, in this order
 * @param cases what is sent
 * @param sending how long is sent in each case
 * @param warmUp how long is sent before the first case
 * @param singles messages that are sent to a system at rest
 */
record LoadOptions(
    Path distribution,
    Path programs,
    Path folder,
    Set<Side> sides,
    List<LoadCase> cases,
    Duration sending,
    Duration warmUp,
    int singles) {
  private static final int SINGLES = 7;

  /** Makes the value immutable. */
  LoadOptions {
    sides = Set.copyOf(sides);
    cases = List.copyOf(cases);
  }

  /** All combinations, both sides. */
  static LoadOptions full(Path distribution, Path programs, Path folder) {
    return new LoadOptions(
        distribution,
        programs,
        folder,
        EnumSet.allOf(Side.class),
        LoadCase.all(),
        Duration.ofSeconds(6),
        Duration.ofSeconds(30),
        SINGLES);
  }

  /** A moment of our server, which shows that everything still works and measures nothing. */
  static LoadOptions smoke(Path distribution, Path folder) {
    return new LoadOptions(
        distribution,
        folder,
        folder,
        EnumSet.of(Side.SERVER),
        List.of(LoadCase.TINY),
        Duration.ofMillis(500),
        Duration.ofMillis(200),
        1);
  }

  /**
   * The full run with what the arguments say: {@code few} for six cases, {@code smoke}, the name of
   * a side, {@code seconds=N} for each case, {@code case=10,50,1,reused} for that one alone.
   *
   * @throws IllegalArgumentException for anything else
   */
  LoadOptions with(String argument) {
    if (argument.equals("few")) {
      return new LoadOptions(
          distribution, programs, folder, sides, LoadCase.few(), sending, warmUp, singles);
    }
    if (argument.equals("smoke")) {
      return smoke(distribution, folder);
    }
    if (argument.startsWith("seconds=")) {
      Duration seconds =
          Duration.ofSeconds(Long.parseLong(argument.substring("seconds=".length())));
      return new LoadOptions(
          distribution, programs, folder, sides, cases, seconds, warmUp, singles);
    }
    if (argument.startsWith("case=")) {
      LoadCase load = LoadCase.named(argument.substring("case=".length()));
      return new LoadOptions(
          distribution, programs, folder, sides, List.of(load), sending, warmUp, singles);
    }
    return new LoadOptions(
        distribution,
        programs,
        folder,
        EnumSet.of(Side.named(argument)),
        cases,
        sending,
        warmUp,
        singles);
  }
}
