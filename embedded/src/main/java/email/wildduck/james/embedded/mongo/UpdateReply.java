package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Adds up the replies to the single statements of an update command. */
final class UpdateReply {

  private final List<Document> upserted = new ArrayList<>();
  private final List<Document> errors = new ArrayList<>();
  private int matched;
  private int modified;

  /** Adds the reply to a command with one statement, which was the index-th of all. */
  void add(int index, Document reply) {
    matched += ((Number) reply.get("n")).intValue();
    modified += ((Number) reply.get("nModified")).intValue();
    moveTo(index, reply.get("upserted"), upserted);
    moveTo(index, reply.get("writeErrors"), errors);
  }

  void addError(int index, int code, String message) {
    errors.add(new Document("index", index).append("code", code).append("errmsg", message));
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  Document toDocument() {
    Document reply = new Document("n", matched).append("nModified", modified);
    if (!upserted.isEmpty()) {
      reply.put("upserted", upserted);
    }
    if (!errors.isEmpty()) {
      reply.put("writeErrors", errors);
    }
    return reply.append("ok", 1.0);
  }

  private static void moveTo(int index, Object found, List<Document> target) {
    if (found instanceof Collection<?> documents) {
      for (Object document : documents) {
        target.add(((Document) document).append("index", index));
      }
    }
  }
}
