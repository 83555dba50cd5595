package email.wildduck.james.queue.id;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a queued message: 18 to 24 lower-case hexadecimal digits, as WildDuck's API accepts
 * them.
 */
public final class QueueId {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{18,24}");

  private static final int SUFFIX_DIGITS = 4;
  private static final int COUNTER_BITS = 12;

  private final String value;

  private QueueId(String value) {
    this.value = value;
  }

  /**
   * @throws IllegalArgumentException when the text has another form
   */
  public static QueueId of(String value) {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not the id of a queued message: " + value);
    }
    return new QueueId(value);
  }

  /** The id that a text is; empty when the text has another form. */
  public static Optional<QueueId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new QueueId(text)) : Optional.empty();
  }

  /** The id as it stands in the database, in logs and in replies. */
  public String asString() {
    return value;
  }

  /** When the id was given, as its first digits say; any time at all if it was made elsewhere. */
  public Instant time() {
    return Instant.ofEpochMilli(timePart().shiftRight(COUNTER_BITS).longValue());
  }

  /** How many ids were given before in the same millisecond. */
  int counter() {
    return timePart().intValue() & (1 << COUNTER_BITS) - 1;
  }

  /** The number that tells processes apart. */
  int suffix() {
    return Integer.parseInt(value.substring(value.length() - SUFFIX_DIGITS), 16);
  }

  private BigInteger timePart() {
    return new BigInteger(value.substring(0, value.length() - SUFFIX_DIGITS), 16);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QueueId && value.equals(((QueueId) other).value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
