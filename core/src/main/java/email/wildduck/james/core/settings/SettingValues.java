package email.wildduck.james.core.settings;

import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonValue;
import org.bson.json.JsonParseException;

/** Values of settings: WildDuck stores them as JSON text, older versions as they are. */
final class SettingValues {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private SettingValues() {}

  /** The stored value, parsed if it is JSON text; empty if it is text but not JSON. */
  static Optional<BsonValue> parse(BsonValue stored) {
    if (!stored.isString()) {
      return Optional.of(stored);
    }
    try {
      String json = "{\"value\":" + stored.asString().getValue() + "}";
      return Optional.ofNullable(BsonDocument.parse(json).get("value"));
    } catch (JsonParseException | BsonInvalidOperationException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * A whole number; {@code true} is 1, {@code false} is 0, and a text is read as JavaScript would.
   */
  static Optional<Long> asNumber(BsonValue value) {
    if (value.isNumber()) {
      return Optional.of(value.asNumber().longValue());
    }
    if (value.isBoolean()) {
      return Optional.of(value.asBoolean().getValue() ? 1L : 0L);
    }
    return asText(value).filter(text -> WHOLE_NUMBER.matcher(text).matches()).map(Long::parseLong);
  }

  static Optional<String> asText(BsonValue value) {
    return value.isString() ? Optional.of(value.asString().getValue()) : Optional.empty();
  }
}
