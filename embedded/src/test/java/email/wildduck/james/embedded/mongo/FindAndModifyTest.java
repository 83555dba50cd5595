package email.wildduck.james.embedded.mongo;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FindAndModifyTest {

  @RegisterExtension static final MongoFixture MONGO = new MongoFixture();

  private static Document run(String command) {
    return MONGO.database().runCommand(Document.parse(command));
  }

  @Test
  void saysWhatWasUpsertedWhenNothingMatched() {
    Document reply =
        run("{findAndModify: 'things', query: {_id: 7}, update: {$set: {a: 1}}, upsert: true}");

    assertThat(reply.get("lastErrorObject"))
        .isEqualTo(Document.parse("{n: 1, updatedExisting: false, upserted: 7}"));
    assertThat(reply.get("value")).isNull();
  }

  @Test
  void givesTheProjectedNewDocumentWhenUpserting() {
    Document made =
        MONGO
            .collection()
            .findOneAndUpdate(
                eq("domain", "example.com"),
                Document.parse("{$set: {a: 1, b: 2}}"),
                new FindOneAndUpdateOptions()
                    .upsert(true)
                    .returnDocument(ReturnDocument.AFTER)
                    .projection(Projections.fields(Projections.include("a"))));

    assertThat(made.keySet()).containsExactly("_id", "a");
  }

  @Test
  void saysThatItUpdatedWhenADocumentMatched() {
    MONGO.collection().insertOne(Document.parse("{_id: 7, a: 0}"));

    Document reply =
        run("{findAndModify: 'things', query: {_id: 7}, update: {$inc: {a: 1}}, new: true}");

    assertThat(reply.get("lastErrorObject"))
        .isEqualTo(Document.parse("{n: 1, updatedExisting: true}"));
    assertThat(reply.get("value")).isEqualTo(Document.parse("{_id: 7, a: 1}"));
  }

  @Test
  void saysThatNothingHappenedWhenNothingMatched() {
    Document update = run("{findAndModify: 'things', query: {_id: 7}, update: {$inc: {a: 1}}}");
    Document remove = run("{findAndModify: 'things', query: {_id: 7}, remove: true}");

    assertThat(update.get("lastErrorObject"))
        .isEqualTo(Document.parse("{n: 0, updatedExisting: false}"));
    assertThat(remove.get("lastErrorObject")).isEqualTo(Document.parse("{n: 0}"));
    assertThat(update.get("value")).isNull();
  }

  @Test
  void removesTheFirstInOrderWhenSorted() {
    MongoCollection<Document> things = MONGO.collection();
    IntStream.of(3, 1, 2).forEach(i -> things.insertOne(new Document("_id", i)));

    Document removed =
        things.findOneAndDelete(
            new Document(), new FindOneAndDeleteOptions().sort(Sorts.descending("_id")));

    assertThat(removed).containsEntry("_id", 3);
    assertThat(things.countDocuments()).isEqualTo(2);
  }

  @Test
  void givesEachDocumentToOneClaimerWhenManyClaimAtOnce() throws Exception {
    int documents = 400;
    int threads = 8;
    MongoCollection<Document> things = MONGO.collection();
    things.createIndex(Document.parse("{zone: 1, locked: 1, queued: 1}"));
    things.insertMany(
        IntStream.range(0, documents)
            .mapToObj(i -> new Document("_id", i).append("zone", "z").append("locked", false))
            .toList());
    ConcurrentLinkedQueue<Object> claimed = new ConcurrentLinkedQueue<>();
    Callable<Void> claimer =
        () -> {
          String me = Thread.currentThread().getName();
          FindOneAndUpdateOptions after =
              new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
          while (true) {
            Document mine =
                things.findOneAndUpdate(
                    Document.parse("{zone: 'z', locked: false}"),
                    new Document("$set", new Document("locked", true).append("owner", me))
                        .append("$inc", new Document("attempts", 1)),
                    after);
            if (mine == null) {
              return null;
            }
            // Another claimer's change must never show in this reply.
            assertThat(mine).containsEntry("owner", me).containsEntry("attempts", 1);
            claimed.add(mine.get("_id"));
          }
        };

    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (Future<Void> done :
          executor.invokeAll(IntStream.range(0, threads).mapToObj(i -> claimer).toList())) {
        done.get();
      }
    } finally {
      executor.shutdownNow();
    }

    assertThat(claimed).hasSize(documents).doesNotHaveDuplicates();
    assertThat(Set.copyOf(claimed))
        .isEqualTo(IntStream.range(0, documents).boxed().collect(Collectors.toSet()));
  }
}
