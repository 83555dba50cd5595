package email.wildduck.james.queue.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.pause.PauseKind;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueueBrowserTest {
  private static final QueueId UNKNOWN = QueueId.of("1a20922255b000ab2b");

  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private QueueWork work;
  private QueueBrowser browser;

  @BeforeEach
  void startNode() {
    work = new QueueWork(mongo);
    browser = new QueueBrowser(work.node.collections, work.node.pauses, "default"::equals);
  }

  @Test
  void eachStateIsFound() {
    work.node.sending.setAside(takeAfter(work.queued()), "no file");
    work.set(work.queued(), "b@one.example", "assigned", "zonemta-1");
    work.node.pauses.pause(PauseKind.DOMAIN, "two.example", "asked for");
    QueueId deferred = work.queued();
    work.set(
        deferred,
        "b@one.example",
        "queued",
        Date.from(work.clock.instant().plus(Duration.ofHours(1))));

    assertThat(found(DeliveryState.SET_ASIDE)).containsExactly("b@one.example");
    assertThat(found(DeliveryState.ELSEWHERE)).containsExactly("b@one.example");
    assertThat(found(DeliveryState.DEFERRED)).containsExactly("b@one.example");
    assertThat(found(DeliveryState.PAUSED))
        .containsExactly("c@two.example", "c@two.example", "c@two.example");
    assertThat(found(DeliveryState.READY)).isEmpty();
    work.node.pauses.resume(PauseKind.DOMAIN, "two.example");
    assertThat(found(DeliveryState.READY)).hasSize(3);
    work.takeOne();
    assertThat(found(DeliveryState.LEASED)).hasSize(1);
  }

  @Test
  void recipientThatIsDoneIsToldAsEnded() {
    QueueId id = work.queued();
    work.node.sending.finish(work.takeOne());

    QueuedMessage message = browser.find(id).orElseThrow();

    assertThat(message.ended()).containsExactly("b@one.example");
    assertThat(message.deliveries())
        .extracting(DeliveryView::recipient)
        .containsExactly("c@two.example");
  }

  @Test
  void deliveryInAZoneThatNobodyServesHereSaysSo() {
    QueueId id = work.queued();
    assertThat(browser.message(id).get(0).why()).isEqualTo("due, waits for a node to take it");
    work.set(id, "b@one.example", "sendingZone", "lost");

    assertThat(browser.message(id).get(0).state()).isEqualTo(DeliveryState.READY);
    assertThat(browser.message(id).get(0).why())
        .isEqualTo(
            "due, but this node serves no zone lost: another one or a ZoneMTA has to take it");
  }

  @Test
  void deliveryToADomainAtItsLimitSaysSo() {
    Serving busy =
        new Serving() {
          @Override
          public boolean serves(String zone) {
            return true;
          }

          @Override
          public boolean isAtLimit(String zone, String domain) {
            return zone.equals("default") && domain.equals("one.example");
          }
        };
    QueueId id = work.queued();

    assertThat(new QueueBrowser(work.node.collections, work.node.pauses, busy).message(id))
        .extracting(DeliveryView::why)
        .containsExactly(
            "due, but all connections that one.example may have are in use at this node",
            "due, waits for a node to take it");
  }

  @Test
  void deliveryThatWentBackWithoutAnAttemptSaysWhy() {
    QueueId id = work.queued();
    TakenDelivery taken = work.takeOne();
    work.node.sending.postpone(
        taken, "the rate of site one.example is reached", work.clock.instant().plusSeconds(90));

    DeliveryView waiting = browser.message(id).get(0);
    assertThat(waiting.state()).isEqualTo(DeliveryState.DEFERRED);
    assertThat(waiting.why())
        .isEqualTo(
            "next attempt at 2026-11-23T12:01:30Z, put back at 2026-11-23T12:00:00Z without an"
                + " attempt: the rate of site one.example is reached");
    assertThat(waiting.attempts()).isEmpty();
    work.clock.advance(Duration.ofSeconds(90));
    assertThat(browser.message(id).get(0).why())
        .isEqualTo(
            "due, waits for a node to take it, put back at 2026-11-23T12:00:00Z without an"
                + " attempt: the rate of site one.example is reached");

    new QueueActions(work.node.store).move(Selection.message(id), "default");
    assertThat(browser.message(id).get(0).why()).isEqualTo("due, waits for a node to take it");
  }

  @Test
  void leaseOfALostNodeIsToldAsOver() {
    QueueId id = work.queued();
    work.takeOne();
    assertThat(browser.message(id).get(0).why()).contains(" works on it, until ");
    work.clock.advance(Duration.ofSeconds(31));

    assertThat(browser.message(id).get(0).why())
        .contains("has not renewed its lease")
        .endsWith("the next node takes it over");
  }

  @Test
  void userIsFoundByIdLoginAndAddress() {
    QueueId id = work.queued();
    work.setData(id, "user", "al.ice[a@example.com]");
    work.setData(id, "userId", "5f0000000000000000000001");
    work.setData(work.queued(), "user", "a@example.com");

    assertThat(ofUser("5f0000000000000000000001")).isEqualTo(2);
    assertThat(ofUser("al.ice")).isEqualTo(2);
    assertThat(ofUser("a@example.com")).isEqualTo(4);
    assertThat(ofUser("al-ice")).isZero();
    assertThat(ofUser("ice")).isZero();
  }

  @Test
  void messageIsDescribed() {
    QueueId id = work.queued();
    work.setData(id, "user", "alice");
    work.setData(id, "userId", "5f0000000000000000000001");
    work.setData(id, "interface", "submission");

    MessageView message = browser.find(id).orElseThrow().content().orElseThrow();

    assertThat(message.from()).isEqualTo("srs@example.com");
    assertThat(message.to()).isEqualTo(QueueWork.TWO);
    assertThat(message.user()).contains("alice");
    assertThat(message.userId()).contains("5f0000000000000000000001");
    assertThat(message.receivedBy()).contains("submission");
    assertThat(message.messageId()).contains("<routed@x>");
    assertThat(message.bodySize()).contains(4L);
    assertThat(message.accepted()).contains(work.clock.instant());
  }

  @Test
  void messageInTheSpoolHasNoEndedRecipients() {
    assertThat(browser.find(work.spooled()).orElseThrow().ended()).isEmpty();
  }

  @Test
  void messageWithoutDeliveriesAndFileIsNotFound() {
    assertThat(browser.find(UNKNOWN)).isEmpty();
  }

  @Test
  void oddDocumentOfAnotherWriterIsShown() {
    mongo
        .deliveries()
        .insertOne(
            new Document("_id", new ObjectId()).append("id", UNKNOWN.asString()).append("seq", 7));
    mongo
        .files()
        .insertOne(
            new Document("_id", new ObjectId())
                .append("filename", "message " + UNKNOWN)
                .append(
                    "metadata",
                    new Document("data", new Document("to", "b@one.example").append("from", 1))));

    QueuedMessage message = browser.find(UNKNOWN).orElseThrow();

    assertThat(message.content().orElseThrow().from()).isEmpty();
    assertThat(message.content().orElseThrow().accepted()).isEmpty();
    assertThat(message.ended()).containsExactly("b@one.example");
    assertThat(message.deliveries().get(0).state()).isEqualTo(DeliveryState.ELSEWHERE);
    assertThat(message.deliveries().get(0).deferrals()).isZero();
  }

  @Test
  void domainAndInstancesAreCounted() {
    QueueOverview overview = new QueueOverview(work.node.collections);
    work.queued();
    work.set(work.queued(), "b@one.example", "assigned", "zonemta-1");

    QueueCounts one = overview.domain("One.Example");

    assertThat(one.count(DeliveryState.READY)).isEqualTo(1);
    assertThat(overview.domain("one.example").count(DeliveryState.READY)).isEqualTo(1);
    assertThat(overview.domain("one.example").count(DeliveryState.ELSEWHERE)).isEqualTo(1);
    assertThat(overview.domain("one.example").due()).isEqualTo(2);
    assertThat(new DomainRanking(work.node.collections).top(1, Optional.of("default")))
        .extracting(DomainCount::domain, DomainCount::deliveries, DomainCount::oldest)
        .containsExactly(tuple("one.example", 2L, Optional.of(work.clock.instant())));
    assertThat(new DomainRanking(work.node.collections).top(5, Optional.empty())).hasSize(2);
    assertThat(overview.instances()).containsOnlyKeys("zonemta-1").containsValue(1L);
  }

  private TakenDelivery takeAfter(QueueId id) {
    assertThat(browser.message(id)).isNotEmpty();
    return work.takeOne();
  }

  private int ofUser(String user) {
    return browser.browse(BrowseQuery.all().ofUser(user), 100).deliveries().size();
  }

  private List<String> found(DeliveryState state) {
    List<String> recipients = new ArrayList<>();
    browser
        .browse(BrowseQuery.all().inState(state), 100)
        .deliveries()
        .forEach(view -> recipients.add(view.recipient()));
    return recipients;
  }
}
