package email.wildduck.james.queue.id;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The id of a queued message: 18 to 24 lower-case hexadecimal digits, as WildDuck's API accepts
 * them.
 */
public final class QueueId {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{18,24}");

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

  /** The id as it stands in the database, in logs and in replies. */
  public String asString() {
    return value;
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
