package email.wildduck.james.queue.admin;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Does something with all deliveries that are found, a page at a time: whoever asks goes on with
 * {@link BulkResult#next} until there is none.
 */
public final class BulkActions {
  private final QueueBrowser browser;
  private final QueueActions actions;

  /** With what finds deliveries and what changes them. */
  public BulkActions(QueueBrowser browser, QueueActions actions) {
    this.browser = browser;
    this.actions = actions;
  }

  /**
   * Does it with the deliveries of one page.
   *
   * @param next where the page begins; empty for the first one
   * @throws IllegalArgumentException when the query asks for everything
   */
  public BulkResult run(BrowseQuery query, QueueAction action, int most, Optional<String> next) {
    Page page = page(query, most, next);
    List<DeliveryView> changeable = changeable(page);
    long changed = changeable.isEmpty() ? 0 : action.run(actions, Selection.of(changeable));
    return new BulkResult(page.deliveries().size(), changeable, changed, page.next());
  }

  /** Counts what {@link #run} would have an effect on, and changes nothing. */
  public BulkResult count(BrowseQuery query, int most, Optional<String> next) {
    Page page = page(query, most, next);
    List<DeliveryView> changeable = changeable(page);
    return new BulkResult(page.deliveries().size(), changeable, changeable.size(), page.next());
  }

  private Page page(BrowseQuery query, int most, Optional<String> next) {
    if (!query.isRestricted()) {
      throw new IllegalArgumentException("an action on all of the queue");
    }
    return next.map(start -> browser.browse(query, most, start))
        .orElseGet(() -> browser.browse(query, most));
  }

  private static List<DeliveryView> changeable(Page page) {
    return page.deliveries().stream()
        .filter(DeliveryView::isChangeable)
        .collect(Collectors.toList());
  }
}
