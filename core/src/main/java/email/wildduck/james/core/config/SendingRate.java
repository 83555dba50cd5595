package email.wildduck.james.core.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** So many messages in so much time, as in ZoneMTA's {@code throttling}. Immutable. */
public final class SendingRate {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,9})\\s*(?:messages?\\s*)?/\\s*([smhd])[a-z]*");

  private final long messages;
  private final Duration period;

  private SendingRate(long messages, Duration period) {
    this.messages = messages;
    this.period = Objects.requireNonNull(period);
  }

  /**
   * Reads {@code 100 messages/second}, {@code 10/m}, {@code 60 / min}, {@code 3/day}: the first
   * letter of the unit counts. Empty when it is no limit, {@code 0/s}.
   *
   * @throws IllegalArgumentException with what would be right
   */
  public static Optional<SendingRate> parse(String text) {
    Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "it must be a number of messages, a slash, and second, minute, hour or day, for example"
              + " 100/minute");
    }
    long messages = Long.parseLong(matcher.group(1));
    return messages == 0
        ? Optional.empty()
        : Optional.of(new SendingRate(messages, unit(matcher.group(2))));
  }

  private static Duration unit(String letter) {
    switch (letter) {
      case "s":
        return Duration.ofSeconds(1);
      case "m":
        return Duration.ofMinutes(1);
      case "h":
        return Duration.ofHours(1);
      default:
        return Duration.ofDays(1);
    }
  }

  /** How many. */
  public long messages() {
    return messages;
  }

  /** In how much time. */
  public Duration period() {
    return period;
  }

  /** The time from one message to the next when they are spread evenly. */
  public Duration gap() {
    return period.dividedBy(messages);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SendingRate
        && messages == ((SendingRate) other).messages
        && period.equals(((SendingRate) other).period);
  }

  @Override
  public int hashCode() {
    return Objects.hash(messages, period);
  }

  @Override
  public String toString() {
    return messages + " in " + period;
  }
}
