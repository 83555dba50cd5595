package email.wildduck.james.queue.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.FindIterable;
import com.mongodb.client.model.Sorts;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the filters of administrators read in a large queue. */
class BrowseIndexTest {
  private static final int OTHERS = 2000;
  private static final String USER_ID = "5f0000000000000000000001";

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final QueueIdGenerator ids = new QueueIdGenerator(Clock.systemUTC(), "beef");
  private QueueNode node;
  private QueueBrowser browser;

  @BeforeEach
  void fill() {
    node = new QueueNode(mongo.database(), Clock.systemUTC(), "0001");
    node.store.start();
    browser = new QueueBrowser(node.collections, node.pauses, "default"::equals);
    add(OTHERS, "many@bulk.example", "bulk", "5f00000000000000000000ff", "b@big.example");
    add(2, "Alice@example.com", "al.ice[alice@example.com]", USER_ID, "Bob@small.example");
  }

  @Test
  void recipientAndDomainReadNothingElse() {
    assertReads(2, deliveries(BrowseQuery.all().toRecipient("Bob@small.example")));
    assertReads(2, deliveries(BrowseQuery.all().toDomain("small.example")));
    assertReads(
        2, deliveries(BrowseQuery.all().inZone("default").toRecipient("Bob@small.example")));
  }

  @Test
  void senderAndUserReadNothingElse() {
    assertReads(2, files(BrowseQuery.all().fromSender("Alice@example.com")));
    assertReads(2, files(BrowseQuery.all().ofUser(USER_ID)));
    assertReads(2, files(BrowseQuery.all().ofUser("al.ice")));
  }

  @Test
  void messagesOfASenderWithFewAreOnTheFirstPage() {
    for (BrowseQuery query :
        List.of(
            BrowseQuery.all().fromSender("Alice@example.com"),
            BrowseQuery.all().ofUser(USER_ID),
            BrowseQuery.all().ofUser("al.ice"),
            BrowseQuery.all().ofUser("alice@example.com"),
            BrowseQuery.all().fromSender("Alice@example.com").ofUser("al.ice"),
            BrowseQuery.all().fromSender("Alice@example.com").inState(DeliveryState.READY))) {
      Page page = browser.browse(query, 100);
      assertThat(page.deliveries())
          .extracting(DeliveryView::recipient)
          .containsExactly("Bob@small.example", "Bob@small.example");
      assertThat(page.next()).isEmpty();
    }
    assertThat(browser.browse(BrowseQuery.all().fromSender("x@y.example"), 5).deliveries())
        .isEmpty();
    assertThat(
            browser
                .browse(BrowseQuery.all().fromSender("Alice@example.com").ofUser("bulk"), 5)
                .deliveries())
        .isEmpty();
  }

  @Test
  void messagesOfASenderWithManyAreFoundInPages() {
    BrowseQuery query = BrowseQuery.all().fromSender("many@bulk.example");
    int found = 0;
    Optional<String> next = Optional.empty();
    do {
      Page page =
          next.isPresent() ? browser.browse(query, 300, next.get()) : browser.browse(query, 300);
      found += page.deliveries().size();
      next = page.next();
    } while (next.isPresent());
    assertThat(found).isEqualTo(OTHERS);
  }

  private List<FindIterable<Document>> deliveries(BrowseQuery query) {
    return List.of(
        mongo
            .deliveries()
            .find(query.deliveries(new StateConditions(node.collections)))
            .sort(Sorts.ascending("_id")));
  }

  private List<FindIterable<Document>> files(BrowseQuery query) {
    List<FindIterable<Document>> finds = new ArrayList<>();
    for (Bson search : query.messageSearches()) {
      finds.add(mongo.files().find(search));
    }
    return finds;
  }

  private static void assertReads(int most, List<FindIterable<Document>> finds) {
    int read = 0;
    for (FindIterable<Document> find : finds) {
      Document plan = find.explain(ExplainVerbosity.EXECUTION_STATS);
      assertThat(plan.toJson()).contains("IXSCAN");
      read +=
          plan.get("executionStats", Document.class)
              .get("totalDocsExamined", Number.class)
              .intValue();
    }
    assertThat(read).isEqualTo(most);
  }

  private void add(int count, String from, String user, String userId, String recipient) {
    List<Document> files = new ArrayList<>();
    List<Document> deliveries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      QueueId id = ids.next();
      files.add(
          new Document("_id", new ObjectId())
              .append("filename", "message " + id)
              .append(
                  "metadata",
                  new Document(
                      "data",
                      new Document("from", from).append("user", user).append("userId", userId))));
      deliveries.add(
          new Document("_id", new ObjectId())
              .append("id", id.asString())
              .append("seq", "001")
              .append("recipient", recipient)
              .append("domain", recipient.substring(recipient.indexOf('@') + 1))
              .append("sendingZone", "default")
              .append("assigned", "no")
              .append("locked", false)
              .append("queued", Date.from(Instant.now()))
              .append("created", Date.from(Instant.now())));
    }
    mongo.files().insertMany(files);
    mongo.deliveries().insertMany(deliveries);
  }
}
