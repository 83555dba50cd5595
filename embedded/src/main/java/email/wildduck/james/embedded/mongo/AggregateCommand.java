package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Aggregation that uses indexes for a leading $match and sends its result in batches. */
final class AggregateCommand implements CommandAddition {

  /** Stages that leave the documents alone; the others may change nested ones in place. */
  private static final Set<String> HARMLESS =
      Set.of("$match", "$group", "$sort", "$limit", "$skip", "$count", "$sortByCount");

  private final CommandRunner plain;
  private final Databases databases;
  private final ServerTime time;

  AggregateCommand(CommandRunner plain, Databases databases, ServerTime time) {
    this.plain = plain;
    this.databases = databases;
    this.time = time;
  }

  @Override
  public Document handle(CommandRequest request) {
    List<Document> pipeline = new ArrayList<>();
    for (Document stage : Aggregation.parse(request.body().get("pipeline"))) {
      pipeline.add(withOldName((Document) time.resolve(stage)));
    }
    IndexedDatabase database = databases.get(request.database());
    Optional<IndexedCollection> collection = database.collection(request.collection());
    if (collection.isEmpty() || startsWith("$changeStream", pipeline)) {
      return plain.run(request.with(request.body().clone().append("pipeline", pipeline)));
    }
    boolean matches = startsWith("$match", pipeline);
    Document filter = matches ? (Document) pipeline.remove(0).get("$match") : new Document();
    Aggregation aggregation =
        Aggregation.fromPipeline(
            pipeline, databases::get, database, collection.get(), NoopOplog.get());
    aggregation.validate(request.body());
    Stream<Document> input = collection.get().find(filter, Optional.empty(), 0).stream();
    if (!pipeline.stream().allMatch(stage -> HARMLESS.containsAll(stage.keySet()))) {
      input = input.map(Document::cloneDeeply);
    }
    QueryResult page =
        collection.get().page(aggregation.runStages(input), batchSize(request.body()));
    Document cursor =
        new Document("id", page.getCursorId())
            .append("ns", collection.get().getFullName())
            .append("firstBatch", page.collectDocuments());
    return new Document("cursor", cursor).append("ok", 1.0);
  }

  private static boolean startsWith(String stage, List<Document> pipeline) {
    return !pipeline.isEmpty() && pipeline.get(0).containsKey(stage);
  }

  private static int batchSize(Document body) {
    return body.get("cursor") instanceof Document cursor
            && cursor.get("batchSize") instanceof Number size
            && size.intValue() > 0
        ? size.intValue()
        : Paging.FIRST_BATCH;
  }

  private static Document withOldName(Document stage) {
    if (stage.containsKey("$set")) {
      return new Document("$addFields", stage.get("$set"));
    }
    if (stage.containsKey("$replaceWith")) {
      return new Document("$replaceRoot", new Document("newRoot", stage.get("$replaceWith")));
    }
    return stage;
  }
}
