package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a filter demands of one field, as far as an index can make use of it. */
final class FieldConditions {

  private final List<Object> conditions;

  private FieldConditions(List<Object> conditions) {
    this.conditions = conditions;
  }

  static FieldConditions of(Document filter, String field) {
    List<Object> conditions = new ArrayList<>();
    collect(filter, field, conditions);
    return new FieldConditions(conditions);
  }

  private static void collect(Document filter, String field, List<Object> into) {
    if (filter.containsKey(field)) {
      into.add(filter.get(field));
    }
    if (filter.get("$and") instanceof Collection<?> parts) {
      for (Object part : parts) {
        if (part instanceof Document document) {
          collect(document, field, into);
        }
      }
    }
  }

  /** The only values the field can have, if the filter says so. */
  Optional<List<Object>> values() {
    for (Object condition : conditions) {
      if (isPlain(condition)) {
        return Optional.of(asList(condition));
      }
      if (condition instanceof Document operators) {
        if (operators.containsKey("$eq") && isPlain(operators.get("$eq"))) {
          return Optional.of(asList(operators.get("$eq")));
        }
        if (operators.get("$in") instanceof Collection<?> values
            && values.stream().allMatch(FieldConditions::isPlain)) {
          return Optional.of(new ArrayList<>(values));
        }
      }
    }
    return Optional.empty();
  }

  /** The first of the given comparison operators that the filter applies to the field. */
  Optional<Comparison> comparison(String... operators) {
    for (Object condition : conditions) {
      if (condition instanceof Document document) {
        for (String operator : operators) {
          Object value = document.get(operator);
          if (value != null && isPlain(value)) {
            return Optional.of(new Comparison(value, operator.endsWith("e")));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static List<Object> asList(Object value) {
    List<Object> list = new ArrayList<>(1);
    list.add(value);
    return list;
  }

  private static boolean isPlain(Object value) {
    return value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof ObjectId
        || value instanceof Instant
        || value instanceof UUID
        || value instanceof BinData
        || value instanceof BsonTimestamp;
  }

  /** One end of a range. */
  record Comparison(Object value, boolean inclusive) {}
}
