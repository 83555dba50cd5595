package email.wildduck.james.queue.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.queue.MutableClock;
import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.QueueNode;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.id.QueueIdGenerator;
import email.wildduck.james.queue.pause.PauseKind;
import email.wildduck.james.queue.zone.Attempt;
import email.wildduck.james.queue.zone.Deferral;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueueAdministrationTest {
  private static final String ZONE = "default";
  private static final List<String> TWO = List.of("b@one.example", "c@two.example");

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T12:00:00Z"));
  private final QueueIdGenerator ids = new QueueIdGenerator(clock, "00ab");
  private QueueNode node;
  private QueueBrowser browser;
  private QueueActions actions;
  private QueueOverview overview;

  @BeforeEach
  void startNode() {
    mongo.store(clock);
    node = new QueueNode(mongo.database(), clock, "0001");
    browser = new QueueBrowser(node.collections, node.pauses, "default"::equals);
    actions = new QueueActions(node.store);
    overview = new QueueOverview(node.collections);
  }

  @Test
  void zonesAreCountedByState() {
    Instant first = clock.instant();
    defer(queued());
    node.sending.setAside(takeOne(), "broken");
    queued();
    takeOne();
    mongo
        .deliveries()
        .updateOne(
            new Document("recipient", "c@two.example").append("locked", false),
            new Document("$set", new Document("assigned", "zonemta-1")));
    clock.advance(Duration.ofSeconds(1));
    node.accept(ids.next(), TWO);

    assertThat(overview.zones()).extracting(QueueCounts::name).containsExactly(ZONE, "james:spool");
    QueueCounts counts = overview.zone(ZONE);
    assertThat(counts.count(DeliveryState.SET_ASIDE)).isEqualTo(1);
    assertThat(counts.count(DeliveryState.DEFERRED)).isEqualTo(1);
    assertThat(counts.count(DeliveryState.LEASED)).isEqualTo(1);
    assertThat(counts.count(DeliveryState.ELSEWHERE)).isEqualTo(1);
    assertThat(counts.count(DeliveryState.READY)).isZero();
    assertThat(counts.oldest()).contains(first);
    assertThat(overview.zone("james:spool").count(DeliveryState.READY)).isEqualTo(1);
  }

  @Test
  void whatHasFailedIsStagedUntilItsReportIsQueuedAndNobodyChangesIt() {
    QueueId id = queued();
    node.fail(takeOne());

    QueueCounts counts = overview.zone(ZONE);
    assertThat(counts.count(DeliveryState.STAGED)).isEqualTo(1);
    assertThat(counts.count(DeliveryState.LEASED)).isZero();
    assertThat(counts.count(DeliveryState.ELSEWHERE)).isZero();
    assertThat(view(id, 0).state()).isEqualTo(DeliveryState.STAGED);
    assertThat(view(id, 0).why()).contains("550 5.1.1 No such user");
    assertThat(overview.instances()).isEmpty();
    assertThat(actions.tryNow(Selection.delivery(id, "001"))).isZero();
    assertThat(actions.remove(Selection.delivery(id, "001"))).isZero();
  }

  @Test
  void messageSaysWhyItIsWhereItIs() {
    QueueId id = queued();
    defer(id);
    List<DeliveryView> views = browser.message(id);

    DeliveryView deferred = views.get(0);
    assertThat(deferred.state()).isEqualTo(DeliveryState.DEFERRED);
    assertThat(deferred.why()).contains("450 4.2.0 later");
    assertThat(deferred.nextAttempt()).contains(clock.instant().plus(Duration.ofHours(1)));
    assertThat(deferred.attempts()).extracting(Attempt::target).containsExactly("mx.one.example");
    assertThat(views.get(1).state()).isEqualTo(DeliveryState.READY);

    node.pauses.pause(PauseKind.DOMAIN, "two.example", "asked for");
    assertThat(view(id, 1).state()).isEqualTo(DeliveryState.PAUSED);
    node.pauses.resume(PauseKind.DOMAIN, "two.example");
    takeOne();
    assertThat(view(id, 1).leasedBy()).contains(node.collections.owner());
    set("c@two.example", "setAside", new Document("reason", "no file"));
    assertThat(view(id, 1).why()).contains("no file");
    set("b@one.example", "assigned", "zonemta-1");
    assertThat(view(id, 0).why()).contains("zonemta-1");
  }

  @Test
  void deliveriesAreFoundByEachOfTheirFeatures() {
    QueueId id = queued();
    queued();
    mongo
        .files()
        .updateOne(
            new Document("filename", "message " + id),
            new Document(
                "$set",
                new Document("metadata.data.userId", "5f0000000000000000000001")
                    .append("metadata.data.from", "x@example.com")));

    assertThat(found(BrowseQuery.all())).hasSize(4);
    assertThat(found(BrowseQuery.all().inZone("other"))).isEmpty();
    assertThat(found(BrowseQuery.all().inZone(ZONE).toRecipient("b@one.example"))).hasSize(2);
    assertThat(found(BrowseQuery.all().toDomain("TWO.example"))).hasSize(2);
    assertThat(found(BrowseQuery.all().fromSender("x@example.com"))).hasSize(2);
    assertThat(found(BrowseQuery.all().ofUser("5f0000000000000000000001").toDomain("two.example")))
        .extracting(DeliveryView::id)
        .containsExactly(id.asString());
  }

  @Test
  void actionsChangeWhatNobodyWorksOn() {
    QueueId id = queued();
    defer(id);
    assertThat(actions.tryNow(Selection.delivery(id, "001"))).isEqualTo(1);
    assertThat(view(id, 0).state()).isEqualTo(DeliveryState.READY);
    Instant later = clock.instant().plus(Duration.ofDays(1));
    assertThat(actions.deferUntil(Selection.message(id), later)).isEqualTo(2);
    assertThat(view(id, 1).nextAttempt()).contains(later);
    assertThat(actions.move(Selection.message(id), "slow")).isEqualTo(2);
    assertThat(view(id, 0).zone()).isEqualTo("slow");
    assertThatThrownBy(() -> actions.move(Selection.message(id), "james:spool"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(actions.requestBounce(Selection.message(id), "not wanted")).isEqualTo(2);
    TakenDelivery taken = node.sending.take(TakeRequest.of("slow", 1)).get(0);
    assertThat(taken.delivery().bounceRequest()).contains("not wanted");
    assertThat(actions.remove(Selection.message(id))).isEqualTo(1);
    assertThat(mongo.files().countDocuments()).isEqualTo(1);
    node.sending.finish(taken);
    assertThat(mongo.files().countDocuments()).isZero();
  }

  @Test
  void setAsideDeliveryIsTriedAgainWhenAskedFor() {
    QueueId id = queued();
    node.sending.setAside(takeOne(), "broken");
    assertThat(actions.tryNow(Selection.message(id))).isEqualTo(2);
    assertThat(node.sending.take(TakeRequest.of(ZONE, 5))).hasSize(2);
  }

  @Test
  void whatOthersHaveAndWhatIsInTheSpoolIsLeftAlone() {
    QueueId id = queued();
    set("b@one.example", "assigned", "zonemta-1");
    takeOne();
    QueueId spooled = node.accept(ids.next(), TWO);
    for (QueueId each : List.of(id, spooled)) {
      assertThat(actions.tryNow(Selection.message(each))).isZero();
      assertThat(actions.remove(Selection.message(each))).isZero();
    }
  }

  private List<DeliveryView> found(BrowseQuery query) {
    List<DeliveryView> all = new ArrayList<>();
    Page page = browser.browse(query, 1);
    all.addAll(page.deliveries());
    Optional<String> next = page.next();
    while (next.isPresent()) {
      page = browser.browse(query, 1, next.get());
      all.addAll(page.deliveries());
      next = page.next();
    }
    return all;
  }

  private DeliveryView view(QueueId id, int index) {
    return browser.message(id).get(index);
  }

  private QueueId queued() {
    QueueId id = node.accept(ids.next(), TWO);
    node.handOver(node.store.take(QueueNode.SPOOL).orElseThrow(), TWO);
    return id;
  }

  private void defer(QueueId id) {
    TakenDelivery taken = takeOne();
    assertThat(taken.delivery().id()).isEqualTo(id);
    node.sending.defer(
        taken,
        Deferral.until(
            clock.instant().plus(Duration.ofHours(1)), "mx.one.example", "450 4.2.0 later"));
  }

  private TakenDelivery takeOne() {
    return node.sending.take(TakeRequest.of(ZONE, 1)).get(0);
  }

  private void set(String recipient, String field, Object value) {
    mongo
        .deliveries()
        .updateOne(
            new Document("recipient", recipient), new Document("$set", new Document(field, value)));
  }
}
