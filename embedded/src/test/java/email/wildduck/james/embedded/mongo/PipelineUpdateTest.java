package email.wildduck.james.embedded.mongo;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.UpdateResult;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PipelineUpdateTest {

  @RegisterExtension static final MongoFixture MONGO = new MongoFixture();

  private MongoCollection<Document> things;

  @BeforeEach
  void setUp() {
    things = MONGO.collection();
    things.insertOne(Document.parse("{_id: 1, a: 1, b: 2, nested: {x: 1, y: 2}, list: ['p']}"));
    things.insertOne(Document.parse("{_id: 2, a: 10, b: 20}"));
  }

  private Document one() {
    return things.find(eq("_id", 1)).first();
  }

  private UpdateResult update(String... stages) {
    return things.updateOne(eq("_id", 1), List.of(stages).stream().map(Document::parse).toList());
  }

  @Test
  void computesFromTheFieldsAsTheyWereWhenSetSwapsThem() {
    UpdateResult result = update("{$set: {a: '$b', b: '$a'}}");

    assertThat(result.getModifiedCount()).isEqualTo(1);
    assertThat(one()).containsEntry("a", 2).containsEntry("b", 1);
  }

  @Test
  void changesOnlyTheNamedPathWhenItIsDotted() {
    update("{$set: {'nested.x': {$add: ['$nested.x', 5]}}}");

    assertThat(one().get("nested")).isEqualTo(Document.parse("{x: 6, y: 2}"));
  }

  @Test
  void replacesTheObjectWhenTheExpressionIsLiteral() {
    update("{$set: {nested: {$literal: {z: 1}}}}");

    assertThat(one().get("nested")).isEqualTo(Document.parse("{z: 1}"));
  }

  @Test
  void removesTheFieldWhenSetToRemove() {
    update("{$set: {a: '$$REMOVE', nested: {x: '$$REMOVE'}}}");

    assertThat(one()).doesNotContainKey("a");
    assertThat(one().get("nested")).isEqualTo(Document.parse("{y: 2}"));
  }

  @Test
  void appliesStagesInOrderWhenThereAreSeveral() {
    update("{$set: {c: {$add: ['$a', '$b']}}}", "{$unset: ['a', 'b']}", "{$project: {list: 0}}");

    assertThat(one()).isEqualTo(Document.parse("{_id: 1, nested: {x: 1, y: 2}, c: 3}"));
  }

  @Test
  void keepsTheIdWhenTheDocumentIsReplaced() {
    update("{$replaceWith: {only: '$nested'}}");

    assertThat(one()).isEqualTo(Document.parse("{_id: 1, only: {x: 1, y: 2}}"));
  }

  @Test
  void refusesToChangeTheId() {
    assertThatThrownBy(() -> update("{$set: {_id: 5}}"))
        .isInstanceOfSatisfying(MongoException.class, e -> assertThat(e.getCode()).isEqualTo(66));
  }

  @Test
  void choosesByConditionWhenAsked() {
    update("{$set: {list: {$concatArrays: ['$list', ['q']]}, big: {$cond: ['$a', 'yes', 'no']}}}");

    assertThat(one().getList("list", String.class)).containsExactly("p", "q");
    assertThat(one()).containsEntry("big", "yes");
  }

  @Test
  void changesEveryMatchWhenManyAreUpdated() {
    UpdateResult result =
        things.updateMany(
            new Document(), List.of(Document.parse("{$set: {sum: {$add: ['$a', '$b']}}}")));

    assertThat(result.getMatchedCount()).isEqualTo(2);
    assertThat(things.find(eq("sum", 30)).first()).containsEntry("_id", 2);
    assertThat(one()).containsEntry("sum", 3);
  }

  @Test
  void insertsFromTheFilterWhenNothingMatchesAnUpsert() {
    UpdateResult result =
        things.updateOne(
            Document.parse("{user: 'u', kind: {$eq: 'k'}, n: {$gt: 5}}"),
            List.of(Document.parse("{$set: {seen: {$concat: ['$user', '-', '$kind']}}}")),
            new UpdateOptions().upsert(true));

    assertThat(result.getUpsertedId()).isNotNull();
    Document made = things.find(eq("_id", result.getUpsertedId())).first();
    made.remove("_id");
    assertThat(made).isEqualTo(Document.parse("{user: 'u', kind: 'k', seen: 'u-k'}"));
  }

  @Test
  void returnsTheDocumentAfterwardsWhenFoundAndUpdated() {
    Document after =
        things.findOneAndUpdate(
            eq("a", 1),
            List.of(Document.parse("{$set: {a: {$add: ['$a', 1]}}}")),
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));

    assertThat(after).containsEntry("_id", 1).containsEntry("a", 2);
  }

  @Test
  void insertsWhenNothingIsFoundToUpdate() {
    Document after =
        things.findOneAndUpdate(
            eq("user", "new"),
            List.of(Document.parse("{$set: {ids: {$ifNull: ['$ids', ['first']]}}}")),
            new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));

    assertThat(after).containsEntry("user", "new").containsEntry("ids", List.of("first"));
    assertThat(things.countDocuments(eq("user", "new"))).isEqualTo(1);
  }
}
