package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Puts the server's time, in whole milliseconds as BSON dates are, where a command asks for it.
 * Finer stored times would not be equal to what a client reads back.
 */
final class ServerTime {

  private final Clock clock;

  ServerTime(Clock clock) {
    this.clock = clock;
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** A copy of an aggregation expression with $$NOW and $$REMOVE filled in. */
  Object resolve(Object expression) {
    return resolve(expression, now());
  }

  private static Object resolve(Object expression, Instant now) {
    if (expression instanceof Document document) {
      Document resolved = new Document();
      for (Map.Entry<String, Object> entry : document.entrySet()) {
        boolean literal = entry.getKey().equals("$literal");
        resolved.put(entry.getKey(), literal ? entry.getValue() : resolve(entry.getValue(), now));
      }
      return resolved;
    }
    if (expression instanceof Collection<?> elements) {
      List<Object> resolved = new ArrayList<>(elements.size());
      elements.forEach(element -> resolved.add(resolve(element, now)));
      return resolved;
    }
    if ("$$NOW".equals(expression)) {
      return now;
    }
    return "$$REMOVE".equals(expression) ? Missing.getInstance() : expression;
  }

  /** A copy of an update with the dates of $currentDate moved to $set. */
  Document resolveCurrentDate(Document update) {
    if (!(update.get("$currentDate") instanceof Document fields)) {
      return update;
    }
    Document set = update.get("$set") instanceof Document given ? given.clone() : new Document();
    Document others = new Document();
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      // A field that is set as well stays where it is, to be refused as a conflict.
      if (isDate(field.getValue()) && !set.containsKey(field.getKey())) {
        set.put(field.getKey(), now());
      } else {
        others.put(field.getKey(), field.getValue());
      }
    }
    Document resolved = update.clone();
    resolved.remove("$currentDate");
    if (!others.isEmpty()) {
      resolved.put("$currentDate", others);
    }
    if (!set.isEmpty()) {
      resolved.put("$set", set);
    }
    return resolved;
  }

  private static boolean isDate(Object kind) {
    return Boolean.TRUE.equals(kind)
        || (kind instanceof Document document && "date".equals(document.get("$type")));
  }
}
