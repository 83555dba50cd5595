package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Puts into the filters of a command what mongo-java-server cannot evaluate: $text and $$NOW. */
final class FilterRewriter {

  private final TextSearch search;
  private final ServerTime time;

  FilterRewriter(TextSearch search, ServerTime time) {
    this.search = search;
    this.time = time;
  }

  CommandRequest rewrite(CommandRequest request) {
    UnaryOperator<Object> filter =
        value -> rewriteFilter(value, request.database(), request.collection());
    Document body = request.body();
    return switch (request.command().toLowerCase(Locale.ROOT)) {
      case "find" -> request.with(replace(body, "filter", filter));
      case "count", "distinct", "findandmodify" -> request.with(replace(body, "query", filter));
      case "update" -> request.with(replace(body, "updates", each("q", filter)));
      case "delete" -> request.with(replace(body, "deletes", each("q", filter)));
      case "aggregate" -> request.with(replace(body, "pipeline", each("$match", filter)));
      default -> request;
    };
  }

  private static Document replace(Document body, String field, UnaryOperator<Object> change) {
    Document copy = body.clone();
    copy.computeIfPresent(field, (name, value) -> change.apply(value));
    return copy;
  }

  private static UnaryOperator<Object> each(String field, UnaryOperator<Object> change) {
    return value -> {
      if (!(value instanceof Collection<?> elements)) {
        return value;
      }
      List<Object> changed = new ArrayList<>(elements.size());
      for (Object element : elements) {
        changed.add(
            element instanceof Document document ? replace(document, field, change) : element);
      }
      return changed;
    };
  }

  private Object rewriteFilter(Object value, String database, String collection) {
    if (!(value instanceof Document filter)) {
      return value;
    }
    Document rewritten = new Document();
    List<Object> also = new ArrayList<>();
    for (Map.Entry<String, Object> entry : filter.entrySet()) {
      Object condition = entry.getValue();
      switch (entry.getKey()) {
        case "$text" -> also.add(search.asFilter(database, collection, (Document) condition));
        case "$expr" -> rewritten.put("$expr", time.resolve(condition));
        case "$and", "$or", "$nor" -> {
          List<Object> parts = new ArrayList<>();
          for (Object part : (Collection<?>) condition) {
            parts.add(rewriteFilter(part, database, collection));
          }
          rewritten.put(entry.getKey(), parts);
        }
        default -> rewritten.put(entry.getKey(), condition);
      }
    }
    if (also.isEmpty()) {
      return rewritten;
    }
    also.add(rewritten);
    return new Document("$and", also);
  }
}
