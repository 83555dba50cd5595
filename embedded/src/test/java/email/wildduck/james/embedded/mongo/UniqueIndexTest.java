package email.wildduck.james.embedded.mongo;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UniqueIndexTest {

  @RegisterExtension static final MongoFixture MONGO = new MongoFixture();

  private MongoCollection<Document> things;

  @BeforeEach
  void setUp() {
    things = MONGO.collection();
  }

  private void insert(String json) {
    things.insertOne(Document.parse(json));
  }

  private void index(String key, IndexOptions options) {
    things.createIndex(Document.parse(key), options.unique(true));
  }

  private void assertDuplicate(Runnable write) {
    assertThatThrownBy(write::run)
        .isInstanceOfSatisfying(MongoException.class, e -> assertThat(e.getCode()).isEqualTo(11000))
        .hasMessageContaining("E11000 duplicate key error");
  }

  @Test
  void refusesASecondDocumentWhenTheIdIsTaken() {
    insert("{_id: 1}");

    assertThatThrownBy(() -> insert("{_id: 1}")).isInstanceOf(MongoWriteException.class);
    assertDuplicate(() -> insert("{_id: 1.0}"));
  }

  @Test
  void refusesDuplicatesByInsertUpdateAndUpsert() {
    index("{user: 1, path: 1}", new IndexOptions());
    insert("{_id: 1, user: 'u', path: 'a'}");
    insert("{_id: 2, user: 'u', path: 'b'}");

    assertDuplicate(() -> insert("{user: 'u', path: 'a'}"));
    assertDuplicate(() -> things.updateOne(eq("_id", 2), Document.parse("{$set: {path: 'a'}}")));
    assertDuplicate(
        () ->
            things.findOneAndUpdate(
                eq("_id", 3),
                Document.parse("{$set: {user: 'u', path: 'a'}}"),
                new FindOneAndUpdateOptions().upsert(true)));
    assertThat(things.find(eq("path", "b")).first()).containsEntry("_id", 2);
  }

  @Test
  void freesTheKeyWhenItsDocumentChangesOrGoes() {
    index("{path: 1}", new IndexOptions());
    insert("{_id: 1, path: 'a'}");
    things.updateOne(eq("_id", 1), Document.parse("{$set: {path: 'b'}}"));
    insert("{_id: 2, path: 'a'}");
    things.deleteOne(eq("_id", 1));

    assertThatCode(() -> insert("{_id: 3, path: 'b'}")).doesNotThrowAnyException();
  }

  @Test
  void looksOnlyAtMatchingDocumentsWhenPartial() {
    index(
        "{uidl: 1}",
        new IndexOptions().partialFilterExpression(Document.parse("{uidl: {$exists: true}}")));
    insert("{_id: 1}");
    insert("{_id: 2}");
    insert("{_id: 3, uidl: 'x'}");

    assertDuplicate(() -> insert("{uidl: 'x'}"));
    assertDuplicate(() -> things.updateOne(eq("_id", 1), Document.parse("{$set: {uidl: 'x'}}")));
    things.updateOne(eq("_id", 3), Document.parse("{$unset: {uidl: ''}}"));
    assertThatCode(() -> insert("{_id: 4, uidl: 'x'}")).doesNotThrowAnyException();
  }

  @Test
  void looksOnlyAtDocumentsWithTheFieldWhenSparse() {
    index("{uidl: 1}", new IndexOptions().sparse(true));
    insert("{_id: 1}");
    insert("{_id: 2}");
    insert("{_id: 3, uidl: 'x'}");

    assertDuplicate(() -> insert("{uidl: 'x'}"));
  }

  @Test
  void refusesASharedElementWhenTheKeyIsAnArray() {
    index("{'tags.name': 1}", new IndexOptions());
    insert("{tags: [{name: 'a'}, {name: 'b'}]}");

    assertDuplicate(() -> insert("{tags: [{name: 'c'}, {name: 'b'}]}"));
  }

  @Test
  void cannotBeMadeWhenThereAreDuplicates() {
    insert("{path: 'a'}");
    insert("{path: 'a'}");

    assertDuplicate(() -> index("{path: 1}", new IndexOptions()));
  }

  @Test
  void isListedAsItWasMade() {
    index("{a: 1}", new IndexOptions().name("mine"));

    assertThat(things.listIndexes())
        .anySatisfy(
            index -> assertThat(index).containsEntry("name", "mine").containsEntry("unique", true));
  }

  @Test
  void isRefusedWhenTheSameIndexHasAnotherName() {
    index("{a: 1}", new IndexOptions().name("one"));

    assertThatThrownBy(() -> index("{a: 1}", new IndexOptions().name("other")))
        .isInstanceOfSatisfying(
            MongoCommandException.class, e -> assertThat(e.getErrorCode()).isEqualTo(85));
    assertThatCode(() -> index("{a: 1}", new IndexOptions().name("one")))
        .doesNotThrowAnyException();
  }

  @Test
  void isRefusedWhenTheNameBelongsToAnotherIndex() {
    index("{a: 1}", new IndexOptions().name("one"));

    assertThatThrownBy(() -> index("{b: 1}", new IndexOptions().name("one")))
        .isInstanceOfSatisfying(
            MongoCommandException.class, e -> assertThat(e.getErrorCode()).isEqualTo(86));
  }

  @Test
  void noLongerRefusesAnythingWhenDropped() {
    index("{a: 1}", new IndexOptions().name("one"));
    insert("{a: 1}");
    things.dropIndex("one");

    assertThatCode(() -> insert("{a: 1}")).doesNotThrowAnyException();
  }
}
