package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.Map;

/** The fields an upsert takes over from its filter: those that have to equal something. */
final class UpsertSeed {

  private UpsertSeed() {}

  static Document of(Document filter) {
    Document seed = new Document();
    collect(filter, seed);
    return seed;
  }

  private static void collect(Document filter, Document into) {
    for (Map.Entry<String, Object> entry : filter.entrySet()) {
      if (entry.getKey().equals("$and")) {
        ((Collection<?>) entry.getValue()).forEach(part -> collect((Document) part, into));
      } else if (!entry.getKey().startsWith("$")) {
        take(entry.getKey(), entry.getValue(), into);
      }
    }
  }

  private static void take(String field, Object condition, Document into) {
    if (condition instanceof Document document && document.containsKey("$eq")) {
      Utils.changeSubdocumentValue(into, field, document.get("$eq"));
    } else if (!isExpression(condition)) {
      Utils.changeSubdocumentValue(into, field, condition);
    }
  }

  private static boolean isExpression(Object condition) {
    return condition instanceof BsonRegularExpression
        || (condition instanceof Document document
            && document.keySet().stream().anyMatch(key -> key.startsWith("$")));
  }
}
