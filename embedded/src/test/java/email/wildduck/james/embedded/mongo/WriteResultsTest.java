package email.wildduck.james.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WriteResultsTest {

  @RegisterExtension static final MongoFixture MONGO = new MongoFixture();

  private MongoCollection<Document> things;

  @BeforeEach
  void setUp() {
    things = MONGO.collection();
  }

  private MongoBulkWriteException insert(boolean ordered, int... ids) {
    List<Document> documents = IntStream.of(ids).mapToObj(id -> new Document("_id", id)).toList();
    return catchThrowableOfType(
        MongoBulkWriteException.class,
        () -> things.insertMany(documents, new InsertManyOptions().ordered(ordered)));
  }

  @Test
  void insertsUpToTheFirstErrorWhenOrdered() {
    MongoBulkWriteException error = insert(true, 1, 2, 1, 3);

    assertThat(error.getWriteResult().getInsertedCount()).isEqualTo(2);
    assertThat(error.getWriteErrors()).hasSize(1);
    assertThat(error.getWriteErrors().get(0).getCode()).isEqualTo(11000);
    assertThat(error.getWriteErrors().get(0).getIndex()).isEqualTo(2);
    assertThat(things.countDocuments()).isEqualTo(2);
  }

  @Test
  void insertsAllThatCanBeWhenUnordered() {
    MongoBulkWriteException error = insert(false, 1, 1, 2, 2, 3);

    assertThat(error.getWriteResult().getInsertedCount()).isEqualTo(3);
    assertThat(error.getWriteErrors()).extracting(BulkWriteError::getIndex).containsExactly(1, 3);
    assertThat(error.getWriteErrors()).extracting(BulkWriteError::getCode).containsOnly(11000);
    assertThat(things.countDocuments()).isEqualTo(3);
  }

  @Test
  void countsEachKindWhenABulkHasMany() {
    BulkWriteResult result =
        things.bulkWrite(
            List.of(
                new InsertOneModel<>(Document.parse("{_id: 1, n: 1}")),
                new InsertOneModel<>(Document.parse("{_id: 2, n: 1}")),
                new UpdateManyModel<>(Filters.eq("n", 1), Updates.inc("n", 1)),
                new UpdateOneModel<>(
                    Filters.eq("_id", 3), Updates.set("n", 5), new UpdateOptions().upsert(true)),
                new DeleteOneModel<>(Filters.eq("_id", 1))));

    assertThat(result.getInsertedCount()).isEqualTo(2);
    assertThat(result.getMatchedCount()).isEqualTo(2);
    assertThat(result.getModifiedCount()).isEqualTo(2);
    assertThat(result.getUpserts()).hasSize(1);
    assertThat(result.getUpserts().get(0).getIndex()).isEqualTo(3);
    assertThat(result.getDeletedCount()).isEqualTo(1);
  }

  @Test
  void stopsAtTheFirstRefusedUpdateWhenOrderedAndGoesOnWhenNot() {
    things.createIndex(Document.parse("{key: 1}"), new IndexOptions().unique(true).sparse(true));
    things.insertMany(
        List.of(
            Document.parse("{_id: 1, key: 'a'}"), new Document("_id", 2), new Document("_id", 3)));
    List<UpdateOneModel<Document>> updates =
        List.of(
            new UpdateOneModel<>(Filters.eq("_id", 2), Updates.set("key", "a")),
            new UpdateOneModel<>(Filters.eq("_id", 3), Updates.set("key", "b")));

    MongoBulkWriteException ordered =
        catchThrowableOfType(MongoBulkWriteException.class, () -> things.bulkWrite(updates));
    assertThat(ordered.getWriteResult().getModifiedCount()).isZero();
    MongoBulkWriteException unordered =
        catchThrowableOfType(
            MongoBulkWriteException.class,
            () -> things.bulkWrite(updates, new BulkWriteOptions().ordered(false)));
    assertThat(unordered.getWriteResult().getModifiedCount()).isEqualTo(1);
    assertThat(unordered.getWriteErrors().get(0).getCode()).isEqualTo(11000);
  }
}
