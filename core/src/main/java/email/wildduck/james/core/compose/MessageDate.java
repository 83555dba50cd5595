package email.wildduck.james.core.compose;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of a Date field (RFC 5322 §3.3), with the obsolete forms of §4.3. */
public final class MessageDate {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss '+0000'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  /** No date is longer, and a longer value could keep the patterns busy. */
  private static final int MAX_LENGTH = 200;

  private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)");
  private static final Pattern DATE =
      Pattern.compile(
          "(?:[a-z]{3,9}\\s*,?\\s*)?(\\d{1,2})[\\s-]+([a-z]{3})[a-z]*[\\s-]+(\\d{2,4})\\s+"
              + "(\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\s*(?:([+-])(\\d{2})(\\d{2})|([a-z]{1,5}))?",
          Pattern.CASE_INSENSITIVE);

  /** RFC 5322 §4.3; any other name of a zone is taken as UTC, as that section says. */
  private static final List<String> AMERICAN =
      List.of("edt", "est", "cdt", "cst", "mdt", "mst", "pdt", "pst");

  private MessageDate() {}

  /** A point in time in UTC. */
  public static String format(Instant instant) {
    return UTC.format(instant);
  }

  /** The point in time of a value; empty when there is none to be read. */
  public static Optional<Instant> parse(String value) {
    if (value.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher date = DATE.matcher(COMMENT.matcher(value).replaceAll(" ").strip());
    if (!date.matches()) {
      return Optional.empty();
    }
    int month = MONTHS.indexOf(date.group(2).toLowerCase(Locale.ROOT)) + 1;
    try {
      LocalDateTime local =
          LocalDateTime.of(
              year(date.group(3)),
              month,
              number(date.group(1)),
              number(date.group(4)),
              number(date.group(5)),
              // a leap second is not known to Java
              date.group(6) == null ? 0 : Math.min(59, number(date.group(6))));
      return Optional.of(local.toInstant(offset(date)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int year(String digits) {
    int year = number(digits);
    if (digits.length() == 4) {
      return year;
    }
    return year + (digits.length() == 2 && year < 50 ? 2000 : 1900);
  }

  private static ZoneOffset offset(Matcher date) {
    if (date.group(7) != null) {
      int minutes = 60 * number(date.group(8)) + number(date.group(9));
      return ZoneOffset.ofTotalSeconds(60 * (date.group(7).equals("-") ? -minutes : minutes));
    }
    int zone =
        date.group(10) == null ? -1 : AMERICAN.indexOf(date.group(10).toLowerCase(Locale.ROOT));
    return zone < 0 ? ZoneOffset.UTC : ZoneOffset.ofHours(-4 - (zone + 1) / 2);
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }
}
