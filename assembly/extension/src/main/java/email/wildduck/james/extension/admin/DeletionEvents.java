package email.wildduck.james.extension.admin;

import email.wildduck.james.core.event.EventSink;
import email.wildduck.james.core.event.form.RemovalEvent;
import email.wildduck.james.queue.admin.DeliveryState;
import email.wildduck.james.queue.admin.DeliveryView;
import email.wildduck.james.queue.admin.QueueBrowser;
import email.wildduck.james.queue.cancel.EarlyEndings;
import email.wildduck.james.queue.id.QueueId;
import java.util.List;
import javax.inject.Inject;

/** Tells of deliveries that an administrator has removed: the event {@code DELETED} for each. */
final class DeletionEvents {
  private static final String REASON = "Deletion requested from API";

  private final QueueBrowser browser;
  private final EventSink sink;
  private final EarlyEndings endings;

  /** With what knows whether a delivery is still there, and who is told. */
  @Inject
  DeletionEvents(QueueBrowser browser, EventSink sink, EarlyEndings endings) {
    this.browser = browser;
    this.sink = sink;
    this.endings = endings;
  }

  /**
   * Some deliveries were to be removed.
   *
   * @param removed how many were; when it is not all of them, each is looked for
   */
  void tell(List<DeliveryView> wanted, long removed) {
    for (DeliveryView view : wanted) {
      if (removed == wanted.size() || isGone(view)) {
        String delivery = view.id() + "." + view.sequence();
        if (view.state() == DeliveryState.DEFERRED) {
          // whoever waits for its time must not take it for cancelled
          endings.note(delivery);
        }
        sink.tell(
            RemovalEvent.deleted(delivery, view.recipient(), REASON).with("zone", view.zone()));
      }
    }
  }

  private boolean isGone(DeliveryView view) {
    return browser.message(QueueId.of(view.id())).stream()
        .noneMatch(there -> there.sequence().equals(view.sequence()));
  }
}
