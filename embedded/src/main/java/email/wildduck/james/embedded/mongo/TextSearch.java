package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Answers $text by reading the fields that the collection's text index names. */
final class TextSearch {

  private final Databases databases;

  TextSearch(Databases databases) {
    this.databases = databases;
  }

  /** A filter for the documents that a $text condition finds. */
  Document asFilter(String database, String collection, Document condition) {
    IndexedDatabase found = databases.get(database);
    List<String> fields = textFields(found, collection);
    TextQuery query = TextQuery.parse(String.valueOf(condition.get("$search")));
    List<Object> ids =
        found.collection(collection).stream()
            .flatMap(documents -> documents.queryAllAsStream())
            .filter(document -> query.matches(text(document, fields)))
            .map(document -> document.get("_id"))
            .toList();
    return new Document("_id", new Document("$in", ids));
  }

  private static List<String> textFields(IndexedDatabase database, String collection) {
    return database.indexDescriptions().stream()
        .filter(description -> database.namespace(collection).equals(description.get("ns")))
        .map(IndexDefinition::of)
        .filter(IndexDefinition::isText)
        .findFirst()
        .orElseThrow(
            () -> new MongoServerError(27, "IndexNotFound", "text index required for $text query"))
        .key()
        .entrySet()
        .stream()
        .filter(entry -> "text".equals(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String text(Document document, List<String> fields) {
    StringBuilder text = new StringBuilder();
    for (String field : fields) {
      append(Utils.getSubdocumentValueCollectionAware(document, field), text);
    }
    return text.toString();
  }

  private static void append(Object value, StringBuilder to) {
    if (value instanceof Collection<?> values) {
      values.forEach(element -> append(element, to));
    } else if (value instanceof String string) {
      to.append(string).append('\n');
    }
  }
}
