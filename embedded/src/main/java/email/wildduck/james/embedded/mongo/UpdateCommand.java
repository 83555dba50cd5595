package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The update command, statement by statement: it stops at the first error if it is ordered, and
 * takes pipelines.
 */
final class UpdateCommand implements CommandAddition {

  private static final int UNKNOWN_ERROR = 8;

  private final CommandRunner plain;
  private final Databases databases;
  private final PipelineUpdate pipelines;
  private final ServerTime time;
  private final ServerIds ids;

  UpdateCommand(
      CommandRunner plain,
      Databases databases,
      PipelineUpdate pipelines,
      ServerTime time,
      ServerIds ids) {
    this.plain = plain;
    this.databases = databases;
    this.pipelines = pipelines;
    this.time = time;
    this.ids = ids;
  }

  @Override
  public Document handle(CommandRequest request) {
    boolean ordered = !Boolean.FALSE.equals(request.body().get("ordered"));
    UpdateReply reply = new UpdateReply();
    int index = 0;
    for (Object statement : (List<?>) request.body().get("updates")) {
      try {
        for (Document single : expand(request, (Document) statement)) {
          reply.add(index, run(request, single));
        }
      } catch (MongoServerException e) {
        reply.addError(index, code(e), e.getMessageWithoutErrorCode());
      }
      if (ordered && reply.hasErrors()) {
        break;
      }
      index++;
    }
    return reply.toDocument();
  }

  private static int code(MongoServerException e) {
    return e instanceof MongoServerError error ? error.getCode() : UNKNOWN_ERROR;
  }

  private Document run(CommandRequest request, Document statement) {
    return plain.run(
        request.with(
            new Document(request.command(), request.collection())
                .append("updates", List.of(statement))
                .append("ordered", true)
                .append("$db", request.database())));
  }

  /** A pipeline becomes one replacement for each document; anything else stays one statement. */
  private List<Document> expand(CommandRequest request, Document statement) {
    if (!(statement.get("u") instanceof List<?> pipeline)) {
      return List.of(resolve(request, statement));
    }
    Document filter = (Document) statement.get("q");
    int limit = Utils.isTrue(statement.get("multi")) ? 0 : 1;
    List<Document> expanded = new ArrayList<>();
    for (Document before : find(request, filter, limit)) {
      Document after = pipelines.apply(pipeline, before, request.database());
      expanded.add(replacement(after));
    }
    if (expanded.isEmpty() && Utils.isTrue(statement.get("upsert"))) {
      Document made = pipelines.upsert(pipeline, filter, request.database());
      expanded.add(replacement(made).append("upsert", true));
    }
    return expanded;
  }

  private Document resolve(CommandRequest request, Document statement) {
    Document filter = (Document) statement.get("q");
    Document update = time.resolveCurrentDate((Document) statement.get("u"));
    Document resolved = statement.clone();
    resolved.put("u", update);
    if (Utils.isTrue(statement.get("upsert")) && find(request, filter, 1).isEmpty()) {
      resolved.put("q", ids.withId(filter, update));
    }
    return resolved;
  }

  private static Document replacement(Document after) {
    return new Document("q", new Document("_id", after.get("_id"))).append("u", after);
  }

  private List<Document> find(CommandRequest request, Document filter, int limit) {
    return databases
        .get(request.database())
        .collection(request.collection())
        .map(collection -> collection.find(filter, Optional.empty(), limit))
        .orElse(List.of());
  }
}
