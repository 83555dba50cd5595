package email.wildduck.james.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextSearchTest {

  @RegisterExtension static final MongoFixture MONGO = new MongoFixture();

  private MongoCollection<Document> messages;

  @BeforeEach
  void setUp() {
    messages = MONGO.collection();
    messages.createIndex(Document.parse("{user: 1, 'headers.value': 'text', text: 'text'}"));
    messages.insertOne(
        Document.parse(
            "{_id: 1, user: 'u', headers: [{value: 'Your Invoice'}], text: 'please pay soon'}"));
    messages.insertOne(
        Document.parse("{_id: 2, user: 'u', headers: [{value: 'Hello'}], text: 'pay nothing'}"));
    messages.insertOne(Document.parse("{_id: 3, user: 'v', text: 'soon, please'}"));
  }

  @ParameterizedTest
  @CsvSource({
    "invoice, 1",
    "PAY, 1 2",
    "soon nothing, 1 2 3",
    "'\"please pay\"', 1",
    "please -pay, 3",
    "'please -\"pay soon\"', 3",
    "pa, ''",
    "-pay, ''",
  })
  void findsWhatTheSearchStringSays(String search, String expected) {
    String found =
        String.join(
            " ",
            messages
                .find(Filters.text(search))
                .sort(Document.parse("{_id: 1}"))
                .map(message -> String.valueOf(message.get("_id"))));

    assertThat(found).isEqualTo(expected);
  }

  @Test
  void narrowsTheRestOfTheFilterWhenCombined() {
    assertThat(messages.countDocuments(Document.parse("{user: 'u', $text: {$search: 'please'}}")))
        .isEqualTo(1);
    assertThat(
            messages.aggregate(
                List.of(Aggregates.match(Filters.and(Filters.text("soon"), Filters.eq("_id", 3))))))
        .hasSize(1);
  }

  @Test
  void isRefusedWithoutATextIndex() {
    MongoCollection<Document> other = MONGO.database().getCollection("other");
    other.insertOne(new Document());

    assertThatThrownBy(() -> other.find(Filters.text("x")).first())
        .isInstanceOfSatisfying(MongoException.class, e -> assertThat(e.getCode()).isEqualTo(27));
  }
}
