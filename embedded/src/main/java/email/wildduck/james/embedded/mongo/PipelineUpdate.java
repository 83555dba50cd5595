package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.FailedToParseException;
import de.bwaldvogel.mongo.exception.ImmutableFieldException;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.util.List;
import java.util.stream.Stream;

/** Updates given as an aggregation pipeline. */
final class PipelineUpdate {

  private final Databases databases;
  private final ServerTime time;
  private final ServerIds ids;

  PipelineUpdate(Databases databases, ServerTime time, ServerIds ids) {
    this.databases = databases;
    this.time = time;
    this.ids = ids;
  }

  /**
   * The whole document after the update; the given one stays as it is.
   *
   * @throws de.bwaldvogel.mongo.exception.MongoServerException if the pipeline is not valid or
   *     would change the _id
   */
  Document apply(List<?> pipeline, Document before, String database) {
    Document after = before.cloneDeeply();
    for (Object stage : (List<?>) time.resolve(pipeline)) {
      after = applyStage((Document) stage, after, database);
    }
    return withId(before, after);
  }

  /** The document that an update of nothing makes of a filter's equalities. */
  Document upsert(List<?> pipeline, Document filter, String database) {
    Document after = apply(pipeline, UpsertSeed.of(filter), database);
    return after.containsKey("_id") ? after : withId(new Document("_id", ids.next()), after);
  }

  private Document applyStage(Document stage, Document input, String database) {
    String name = stage.keySet().iterator().next();
    Object argument = stage.get(name);
    return switch (name) {
      case "$set", "$addFields" -> new SetStage((Document) argument).apply(input);
      case "$unset", "$project", "$replaceRoot" -> aggregate(stage, input, database);
      case "$replaceWith" ->
          aggregate(
              new Document("$replaceRoot", new Document("newRoot", argument)), input, database);
      default -> throw new FailedToParseException(name + " is not allowed to be used in an update");
    };
  }

  private Document aggregate(Document stage, Document input, String database) {
    return Aggregation.fromPipeline(
            List.of(stage), databases::get, databases.get(database), null, NoopOplog.get())
        .runStages(Stream.of(input))
        .get(0)
        .cloneDeeply();
  }

  private static Document withId(Document before, Document after) {
    if (!before.containsKey("_id")) {
      return after;
    }
    Object id = before.get("_id");
    if (after.containsKey("_id")
        && ValueComparator.ascWithoutListHandling().compare(id, after.get("_id")) != 0) {
      throw new ImmutableFieldException(
          "Performing an update on the path '_id' would modify the immutable field '_id'");
    }
    Document result = new Document("_id", id);
    after.forEach(result::putIfAbsent);
    return result;
  }
}
