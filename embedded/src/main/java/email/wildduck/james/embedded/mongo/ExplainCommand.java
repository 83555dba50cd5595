package email.wildduck.james.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.FailedToParseException;
import java.util.List;
import java.util.Optional;

/** Tells for a find which index it uses and how many documents it looks at. */
final class ExplainCommand implements CommandAddition {

  private final CommandRunner runner;
  private final Databases databases;

  ExplainCommand(CommandRunner runner, Databases databases) {
    this.runner = runner;
    this.databases = databases;
  }

  @Override
  public Document handle(CommandRequest request) {
    if (!(request.body().get("explain") instanceof Document find) || !find.containsKey("find")) {
      throw new FailedToParseException("only find can be explained");
    }
    CommandRequest explained = request.with(find);
    Optional<IndexedCollection> collection =
        databases.get(request.database()).collection(explained.collection());
    Document filter = (Document) find.getOrDefault("filter", new Document());
    Optional<IndexScan> scan =
        collection.flatMap(documents -> documents.plan(filter, (Document) find.get("sort")));
    long before = collection.map(IndexedCollection::examined).orElse(0L);
    Document cursor =
        (Document)
            runner.run(explained.with(find.clone().append("singleBatch", true))).get("cursor");
    long after = collection.map(IndexedCollection::examined).orElse(0L);
    return new Document("queryPlanner", new Document("winningPlan", plan(scan)))
        .append(
            "executionStats",
            new Document("executionSuccess", true)
                .append("nReturned", ((List<?>) cursor.get("firstBatch")).size())
                .append("totalDocsExamined", after - before))
        .append("ok", 1.0);
  }

  private static Document plan(Optional<IndexScan> scan) {
    return scan.map(
            index ->
                new Document("stage", "FETCH")
                    .append(
                        "inputStage",
                        new Document("stage", "IXSCAN").append("indexName", index.indexName())))
        .orElseGet(() -> new Document("stage", "COLLSCAN"));
  }
}
