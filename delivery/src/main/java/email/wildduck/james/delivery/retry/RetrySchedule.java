package email.wildduck.james.delivery.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long to wait after each temporary failure. After the last wait the delivery is given up.
 *
 * <p>Written as in WildDuck's setting {@code const:sender:defer_times}: numbers with units
 * separated by commas. The units are {@code s, sec, second(s)}, {@code m, min}, {@code h, hour} and
 * {@code d, day(s)}, in any case; any other unit, and none, means milliseconds. Parts that are zero
 * or no number are skipped.
 */
public final class RetrySchedule {
  private static final Pattern PART = Pattern.compile("\\s*(\\d{1,15})\\s*([\\p{L}]*).*");

  /** 48 hours in 17 steps: WildDuck's default. */
  private static final RetrySchedule STANDARD =
      new RetrySchedule(
          Stream.concat(
                  Stream.of(5, 7, 8, 25, 75, 120).map(Duration::ofMinutes),
                  Collections.nCopies(11, Duration.ofHours(4)).stream())
              .collect(Collectors.toList()));

  private final List<Duration> waits;

  private RetrySchedule(List<Duration> waits) {
    this.waits = Collections.unmodifiableList(waits);
  }

  /** WildDuck's default schedule: 17 waits, 48 hours altogether. */
  public static RetrySchedule standard() {
    return STANDARD;
  }

  /** Reads a setting; empty when no part of it is a time. */
  public static Optional<RetrySchedule> parse(String setting) {
    List<Duration> waits =
        Arrays.stream(setting.split(","))
            .map(RetrySchedule::parsePart)
            .flatMap(Optional::stream)
            .collect(Collectors.toCollection(ArrayList::new));
    return waits.isEmpty() ? Optional.empty() : Optional.of(new RetrySchedule(waits));
  }

  /** The wait after the first failure, after the second, and so on. */
  public List<Duration> waits() {
    return waits;
  }

  private static Optional<Duration> parsePart(String part) {
    Matcher matcher = PART.matcher(part);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return number == 0
        ? Optional.empty()
        : Optional.of(unit(matcher.group(2)).multipliedBy(number));
  }

  private static Duration unit(String name) {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "s":
      case "sec":
      case "second":
      case "seconds":
        return Duration.ofSeconds(1);
      case "m":
      case "min":
        return Duration.ofMinutes(1);
      case "h":
      case "hour":
        return Duration.ofHours(1);
      case "d":
      case "day":
      case "days":
        return Duration.ofDays(1);
      default:
        return Duration.ofMillis(1);
    }
  }
}
