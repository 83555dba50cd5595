package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.aggregation.Expression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The $set stage of a pipeline. As in MongoDB all expressions see the document as it was before the
 * stage, paths may be dotted, and a computed object replaces what was there.
 */
final class SetStage {

  private final Document assignments;

  SetStage(Document assignments) {
    this.assignments = assignments;
  }

  /** The changed document; the input stays as it is. */
  Document apply(Document input) {
    Document output = input.cloneDeeply();
    assign(assignments, "", input, output);
    return output;
  }

  private static void assign(Document fields, String prefix, Document input, Document output) {
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      String path = prefix + field.getKey();
      if (field.getValue() instanceof Document nested && !isOperator(nested)) {
        if (nested.isEmpty()) {
          Utils.changeSubdocumentValue(output, path, new Document());
        }
        assign(nested, path + ".", input, output);
        continue;
      }
      Object value = evaluate(field.getValue(), input);
      if (value instanceof Missing) {
        Utils.removeSubdocumentValue(output, path);
      } else {
        Utils.changeSubdocumentValue(output, path, value);
      }
    }
  }

  private static boolean isOperator(Document expression) {
    return expression.keySet().stream().anyMatch(key -> key.startsWith("$"));
  }

  private static Object evaluate(Object expression, Document input) {
    if (expression instanceof Collection<?> elements) {
      List<Object> values = new ArrayList<>(elements.size());
      for (Object element : elements) {
        Object value = evaluate(element, input);
        values.add(value instanceof Missing ? null : value);
      }
      return values;
    }
    if (expression instanceof Document document && document.containsKey("$literal")) {
      return document.get("$literal");
    }
    return Expression.evaluateDocument(expression, input);
  }
}
