package email.wildduck.james.core.document;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Reads fields of documents that others wrote: a value of another type than expected counts as
 * missing and never throws.
 */
public final class Fields {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\s*[-+]?[0-9]{1,18}\\s*");

  private Fields() {}

  /** A text that is not empty. */
  public static Optional<String> text(Document document, String field) {
    return value(document, field, String.class).filter(text -> !text.isEmpty());
  }

  /** An id that MongoDB made. */
  public static Optional<ObjectId> id(Document document, String field) {
    return value(document, field, ObjectId.class);
  }

  /** A date. */
  public static Optional<Instant> instant(Document document, String field) {
    return value(document, field, Date.class).map(Date::toInstant);
  }

  /** A number of whole seconds above zero. */
  public static Optional<Duration> seconds(Document document, String field) {
    return value(document, field, Number.class)
        .map(Number::longValue)
        .filter(seconds -> seconds > 0)
        .map(Duration::ofSeconds);
  }

  /** A document within the document. */
  public static Optional<Document> document(Document document, String field) {
    return value(document, field, Document.class);
  }

  /** The texts of an array; none if it is no array. */
  public static List<String> texts(Document document, String field) {
    Object value = document.get(field);
    Stream<?> values = value instanceof List ? ((List<?>) value).stream() : Stream.empty();
    return values
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .collect(Collectors.toUnmodifiableList());
  }

  /**
   * A whole number, also one that is written as text, as JavaScript's {@code Number()} takes it; 0
   * for anything else. What follows the decimal point is left out.
   */
  public static long number(Document document, String field) {
    Object value = document.get(field);
    if (value instanceof Number) {
      return ((Number) value).longValue();
    }
    return value instanceof String && WHOLE_NUMBER.matcher((String) value).matches()
        ? Long.parseLong(((String) value).trim())
        : 0;
  }

  /** Whether JavaScript would take the value for true. */
  public static boolean isTruthy(Document document, String field) {
    Object value = document.get(field);
    if (value instanceof Number) {
      return ((Number) value).doubleValue() != 0;
    }
    return value != null && !Boolean.FALSE.equals(value) && !"".equals(value);
  }

  private static <T> Optional<T> value(Document document, String field, Class<T> type) {
    return Optional.ofNullable(document.get(field)).filter(type::isInstance).map(type::cast);
  }
}
