package email.wildduck.james.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.bson.types.ObjectId;

/** Gives values of the vectors, written as plain JSON, the BSON types WildDuck stores. */
final class StoredValues {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
  private static final Set<String> ID_FIELDS = Set.of("_id", "user", "id", "asp", "authEvent");

  private StoredValues() {}

  static Object of(JsonNode node) {
    if (node.isObject()) {
      Document document = new Document();
      node.properties().forEach(e -> document.put(e.getKey(), field(e.getKey(), e.getValue())));
      return document;
    }
    if (node.isArray()) {
      return list(node);
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isNumber()) {
      return node.isInt() ? (Object) node.intValue() : node.numberValue();
    }
    if (node.isNull()) {
      return null;
    }
    String text = node.textValue();
    return DATE.matcher(text).matches() ? Date.from(Instant.parse(text)) : text;
  }

  private static Object field(String name, JsonNode value) {
    boolean id =
        ID_FIELDS.contains(name) && value.isTextual() && ObjectId.isValid(value.textValue());
    return id ? new ObjectId(value.textValue()) : of(value);
  }

  private static List<Object> list(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false)
        .map(StoredValues::of)
        .collect(Collectors.toList());
  }
}
