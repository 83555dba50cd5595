package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Optional;

/** findAndModify with pipelines, and with the lastErrorObject that mongod gives. */
final class FindAndModifyCommand implements CommandAddition {

  private final CommandRunner plain;
  private final Databases databases;
  private final PipelineUpdate pipelines;
  private final ServerTime time;
  private final ServerIds ids;

  FindAndModifyCommand(
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
    Document body = request.body().clone();
    body.putIfAbsent("query", new Document());
    Optional<Document> found = find(request, body);
    if (Utils.isTrue(body.get("remove"))) {
      return remove(request, body, found);
    }
    if (body.get("update") instanceof Document update) {
      body.put("update", time.resolveCurrentDate(update));
    }
    if (found.isPresent()) {
      return update(request, body, found.get());
    }
    return Utils.isTrue(body.get("upsert"))
        ? upsert(request, body)
        : reply(new Document("n", 0).append("updatedExisting", false), null);
  }

  private Document remove(CommandRequest request, Document body, Optional<Document> found) {
    if (found.isEmpty()) {
      return reply(new Document("n", 0), null);
    }
    return plain.run(request.with(body)).append("lastErrorObject", new Document("n", 1));
  }

  private Document update(CommandRequest request, Document body, Document found) {
    if (body.get("update") instanceof List<?> pipeline) {
      body.put("update", pipelines.apply(pipeline, found, request.database()));
      body.put("query", new Document("_id", found.get("_id")));
      body.remove("sort");
    }
    return plain
        .run(request.with(body))
        .append("lastErrorObject", new Document("n", 1).append("updatedExisting", true));
  }

  private Document upsert(CommandRequest request, Document body) {
    if (body.get("update") instanceof List<?> pipeline) {
      Document made = pipelines.upsert(pipeline, (Document) body.get("query"), request.database());
      body.put("update", made);
      body.put("query", new Document("_id", made.get("_id")));
    } else {
      Document update = (Document) body.get("update");
      body.put("query", ids.withId((Document) body.get("query"), update));
    }
    boolean wantsNew = Utils.isTrue(body.get("new"));
    Object fields = body.remove("fields");
    body.put("new", true); // to learn the _id
    Document made = (Document) plain.run(request.with(body)).get("value");
    Document summary =
        new Document("n", 1).append("updatedExisting", false).append("upserted", made.get("_id"));
    return reply(summary, wantsNew ? project(request, made, fields) : null);
  }

  private Document project(CommandRequest request, Document made, Object fields) {
    if (fields == null) {
      return made;
    }
    Document find =
        new Document("find", request.collection())
            .append("filter", new Document("_id", made.get("_id")))
            .append("projection", fields)
            .append("$db", request.database());
    Document cursor = (Document) plain.run(request.with(find)).get("cursor");
    return (Document) ((List<?>) cursor.get("firstBatch")).get(0);
  }

  private Optional<Document> find(CommandRequest request, Document body) {
    Document filter = (Document) body.get("query");
    return databases
        .get(request.database())
        .collection(request.collection())
        .map(
            collection ->
                collection.find(filter, Optional.ofNullable((Document) body.get("sort")), 1))
        .flatMap(documents -> documents.stream().findFirst());
  }

  private static Document reply(Document lastErrorObject, Document value) {
    return new Document("lastErrorObject", lastErrorObject)
        .append("value", value)
        .append("ok", 1.0);
  }
}
