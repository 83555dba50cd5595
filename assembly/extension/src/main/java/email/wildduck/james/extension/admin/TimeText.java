package email.wildduck.james.extension.admin;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times as people write them. */
final class TimeText {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(s|min|h|d)");
  private static final Map<String, Integer> SECONDS =
      Map.of("s", 1, "min", 60, "h", 3600, "d", 86400);

  private TimeText() {}

  /** A number and one of {@code s, min, h, d}, as in the configuration. */
  static Duration duration(String name, String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw Refusals.wrong(name, text, "it must be a number and one of s, min, h, d, such as 2h");
    }
    return Duration.ofSeconds(Long.parseLong(matcher.group(1)) * SECONDS.get(matcher.group(2)));
  }

  /** A date and time of ISO 8601 with its offset. */
  static Instant instant(String name, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Refusals.wrong(name, text, "it must be a time such as 2026-11-24T08:00:00Z");
    }
  }
}
