package email.wildduck.james.embedded.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ServerIdsTest {

  @RegisterExtension static final MongoFixture MONGO = new MongoFixture();

  private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

  @Test
  void idsRiseWhenTheServerMakesThem() {
    MongoCollection<Document> things = MONGO.collection();
    for (int n = 0; n < 10; n += 5) {
      things.updateOne(eq("n", n), Updates.set("a", 1), UPSERT);
      things.replaceOne(
          eq("n", n + 1), new Document("n", n + 1), new ReplaceOptions().upsert(true));
      things.findOneAndUpdate(
          eq("n", n + 2), Updates.set("a", 1), new FindOneAndUpdateOptions().upsert(true));
      things.findOneAndReplace(
          eq("n", n + 3), new Document("n", n + 3), new FindOneAndReplaceOptions().upsert(true));
      things.updateOne(eq("n", n + 4), List.of(Updates.set("a", 1)), UPSERT);
    }

    List<Document> byId = things.find().sort(new Document("_id", 1)).into(new ArrayList<>());
    assertThat(byId)
        .extracting(thing -> thing.get("n"))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void anIdTellsWhenItWasMade() {
    Instant before = Instant.now().minusSeconds(1);

    ObjectId id =
        MONGO
            .collection()
            .updateOne(eq("a", 1), Updates.set("b", 1), UPSERT)
            .getUpsertedId()
            .asObjectId()
            .getValue();

    assertThat(id.getDate()).isBetween(Date.from(before), Date.from(Instant.now()));
  }

  @Test
  void theIdStaysWhenTheFilterOrTheUpdateNamesIt() {
    MongoCollection<Document> things = MONGO.collection();

    things.updateOne(eq("_id", 1), Updates.set("a", 1), UPSERT);
    things.updateOne(eq("b", 1), Updates.setOnInsert("_id", 2), UPSERT);
    things.replaceOne(eq("b", 2), new Document("_id", 3), new ReplaceOptions().upsert(true));
    things.updateOne(gt("b", 2), Updates.set("_id", 4), UPSERT);

    assertThat(things.find()).extracting(thing -> thing.get("_id")).containsExactly(1, 2, 3, 4);
  }

  @Test
  void nothingIsInsertedWhenTheUpdateNamesAnotherIdThanTheFilter() {
    MongoCollection<Document> things = MONGO.collection();
    things.insertOne(new Document("_id", 1).append("a", 1));
    Bson update = Updates.combine(Updates.set("a", 2), Updates.setOnInsert("_id", "other"));

    assertThat(things.updateOne(eq("_id", 1), update, UPSERT).getModifiedCount()).isEqualTo(1);
    assertThatThrownBy(() -> things.updateOne(and(eq("_id", 1), eq("a", 1)), update, UPSERT))
        .isInstanceOfSatisfying(
            MongoWriteException.class, error -> assertThat(error.getCode()).isEqualTo(66));
    assertThatThrownBy(() -> things.updateOne(eq("_id", 2), update, UPSERT))
        .isInstanceOf(MongoWriteException.class);

    assertThat(things.find()).containsExactly(new Document("_id", 1).append("a", 2));
  }

  @Test
  void theIdStaysWhenADocumentIsThere() {
    MongoCollection<Document> things = MONGO.collection();
    things.insertOne(new Document("_id", 1).append("a", 1));

    things.updateOne(eq("a", 1), Updates.set("b", 1), UPSERT);
    things.replaceOne(eq("a", 1), new Document("a", 2), new ReplaceOptions().upsert(true));

    assertThat(things.find()).containsExactly(new Document("_id", 1).append("a", 2));
  }
}
