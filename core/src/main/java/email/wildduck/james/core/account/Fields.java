package email.wildduck.james.core.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Reads fields of documents that others wrote: a value of another type than expected counts as
 * missing and never throws.
 */
final class Fields {
  private Fields() {}

  /** A text that is not empty. */
  static Optional<String> text(Document document, String field) {
    return value(document, field, String.class).filter(text -> !text.isEmpty());
  }

  static Optional<ObjectId> id(Document document, String field) {
    return value(document, field, ObjectId.class);
  }

  static Optional<Instant> instant(Document document, String field) {
    return value(document, field, Date.class).map(Date::toInstant);
  }

  /** A number of whole seconds above zero. */
  static Optional<Duration> seconds(Document document, String field) {
    return value(document, field, Number.class)
        .map(Number::longValue)
        .filter(seconds -> seconds > 0)
        .map(Duration::ofSeconds);
  }

  static Optional<Document> document(Document document, String field) {
    return value(document, field, Document.class);
  }

  /** The texts of an array; none if it is no array. */
  static List<String> texts(Document document, String field) {
    Object value = document.get(field);
    Stream<?> values = value instanceof List ? ((List<?>) value).stream() : Stream.empty();
    return values
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .collect(Collectors.toUnmodifiableList());
  }

  /** Whether JavaScript would take the value for true. */
  static boolean isTruthy(Document document, String field) {
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
