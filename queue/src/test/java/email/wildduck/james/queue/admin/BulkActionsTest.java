package email.wildduck.james.queue.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.queue.QueueDatabase;
import email.wildduck.james.queue.id.QueueId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BulkActionsTest {
  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private QueueWork work;
  private BulkActions bulk;
  private QueueBrowser browser;

  @BeforeEach
  void startNode() {
    work = new QueueWork(mongo);
    browser = new QueueBrowser(work.node.collections, work.node.pauses, "default"::equals);
    bulk = new BulkActions(browser, new QueueActions(work.node.store));
  }

  @Test
  void allMessagesOfASenderAreRemovedWithTheirFilesPageByPage() {
    for (int i = 0; i < 5; i++) {
      work.setData(work.queued(), "from", "spammer@example.com");
    }
    QueueId other = work.queued();
    BrowseQuery spam = BrowseQuery.all().fromSender("spammer@example.com");

    assertThat(bulk.count(spam, 100, Optional.empty()).changed()).isEqualTo(10);
    assertThat(all(spam, QueueAction.remove(), 3)).isEqualTo(10);

    assertThat(mongo.files().countDocuments()).isEqualTo(1);
    assertThat(browser.message(other)).hasSize(2);
  }

  @Test
  void whatSomebodyHoldsIsFoundAndLeftAlone() {
    QueueId id = work.queued();
    work.takeOne();
    work.set(id, "c@two.example", "assigned", "zonemta-1");
    work.spooled();
    BrowseQuery zone = BrowseQuery.all().fromSender("srs@example.com");

    BulkResult result = bulk.run(zone, QueueAction.bounce("no"), 100, Optional.empty());

    assertThat(result.matched()).isEqualTo(2);
    assertThat(result.changed()).isZero();
    assertThat(result.next()).isEmpty();
  }

  @Test
  void deliveriesOfAStateAreChanged() {
    QueueId id = work.queued();
    work.node.sending.setAside(work.takeOne(), "broken");
    BrowseQuery setAside = BrowseQuery.all().inState(DeliveryState.SET_ASIDE);

    assertThat(all(setAside, QueueAction.tryNow(), 10)).isEqualTo(1);

    assertThat(browser.message(id))
        .extracting(DeliveryView::state)
        .containsOnly(DeliveryState.READY);
  }

  @Test
  void moveAndDeferralAreAppliedToAll() {
    QueueId id = work.queued();
    BrowseQuery all = BrowseQuery.all().inZone("default");

    assertThat(all(all, QueueAction.deferUntil(work.clock.instant().plus(Duration.ofHours(2))), 1))
        .isEqualTo(2);
    assertThat(all(all.inState(DeliveryState.DEFERRED), QueueAction.move("slow"), 1)).isEqualTo(2);

    assertThat(browser.message(id)).extracting(DeliveryView::zone).containsOnly("slow");
    assertThat(browser.message(id))
        .extracting(DeliveryView::state)
        .containsOnly(DeliveryState.DEFERRED);
  }

  @Test
  void actionWithoutAConditionIsRefused() {
    assertThatThrownBy(() -> bulk.run(BrowseQuery.all(), QueueAction.remove(), 1, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private long all(BrowseQuery query, QueueAction action, int most) {
    BulkResult result = bulk.run(query, action, most, Optional.empty());
    long changed = result.changed();
    while (result.next().isPresent()) {
      result = bulk.run(query, action, most, result.next());
      changed += result.changed();
    }
    return changed;
  }
}
