package email.wildduck.james.extension.admin;

import email.wildduck.james.extension.admin.json.ActionJson;
import email.wildduck.james.queue.admin.BulkActions;
import email.wildduck.james.queue.admin.BulkResult;
import email.wildduck.james.queue.admin.DeliveryView;
import email.wildduck.james.queue.admin.QueueAction;
import email.wildduck.james.queue.admin.QueueActions;
import email.wildduck.james.queue.admin.QueueBrowser;
import email.wildduck.james.queue.admin.Selection;
import email.wildduck.james.queue.id.QueueId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.inject.Inject;

/**
 * Actions on a message, on one delivery, or on all deliveries of a filter:
 *
 * <pre>{@code
 * POST   /messages/{id}/{action}                      POST   /messages/{action}?filter
 * POST   /messages/{id}/deliveries/{seq}/{action}     DELETE /messages?filter
 * DELETE /messages/{id}[/deliveries/{seq}]
 * }</pre>
 *
 * An action on a filter goes through {@code limit} deliveries; while the answer has {@code next}
 * there may be more. With {@code dryRun} it only counts.
 */
final class ActionRoutes {
  private static final int MOST = 1000;

  private final QueueBrowser browser;
  private final QueueActions actions;
  private final BulkActions bulk;
  private final ActionParser parser;
  private final DeletionEvents deletions;
  private final ActionLog log;

  /** With what finds, changes and logs. */
  @Inject
  ActionRoutes(
      QueueBrowser browser,
      QueueActions actions,
      ActionParser parser,
      DeletionEvents deletions,
      ActionLog log) {
    this.browser = browser;
    this.actions = actions;
    this.bulk = new BulkActions(browser, actions);
    this.parser = parser;
    this.deletions = deletions;
    this.log = log;
  }

  void define(JsonService service) {
    service.post(
        "/messages/:id/deliveries/:seq/:action", request -> onMessage(request, named(request)));
    service.delete(
        "/messages/:id/deliveries/:seq", request -> onMessage(request, QueueAction.remove()));
    service.post("/messages/:id/:action", request -> onMessage(request, named(request)));
    service.delete("/messages/:id", request -> onMessage(request, QueueAction.remove()));
    service.post("/messages/:action", request -> onAll(request, named(request)));
    service.delete("/messages", request -> onAll(request, QueueAction.remove()));
  }

  private QueueAction named(QueueRequest request) {
    return parser.parse(request.path("action"), request.body());
  }

  private ActionJson onMessage(QueueRequest request, QueueAction action) {
    QueueId id = request.knowing().id();
    Optional<String> sequence = Optional.ofNullable(request.path("seq"));
    List<DeliveryView> matched = matching(id, sequence);
    long changed =
        action.run(
            actions,
            sequence
                .map(number -> Selection.delivery(id, number))
                .orElseGet(() -> Selection.message(id)));
    List<DeliveryView> others =
        matched.stream()
            .filter(Predicate.not(DeliveryView::isChangeable))
            .collect(Collectors.toList());
    if (changed == 0) {
      throw Refusals.held("nothing was done: " + reasons(others));
    }
    if (isRemoval(action)) {
      List<DeliveryView> wanted = new ArrayList<>(matched);
      wanted.removeAll(others);
      deletions.tell(wanted, changed);
    }
    log.done(request, action, id + sequence.map(number -> "." + number).orElse(""), changed);
    return ActionJson.ofMessage(action.name(), matched.size(), changed, others);
  }

  private List<DeliveryView> matching(QueueId id, Optional<String> sequence) {
    List<DeliveryView> matched =
        browser.message(id).stream()
            .filter(view -> sequence.isEmpty() || sequence.get().equals(view.sequence()))
            .collect(Collectors.toList());
    if (matched.isEmpty()) {
      throw MessageRoutes.notQueued(id + sequence.map(number -> "." + number).orElse(""));
    }
    return matched;
  }

  private static String reasons(List<DeliveryView> others) {
    return others.isEmpty()
        ? "somebody was quicker"
        : others.stream()
            .map(view -> view.id() + "." + view.sequence() + " " + reason(view))
            .collect(Collectors.joining("; "));
  }

  private static String reason(DeliveryView view) {
    return view.isInQueueOfJames()
        ? "is in James' queue " + view.zone() + ", see /mailQueues of webadmin (" + view.why() + ")"
        : view.state().text() + ": " + view.why();
  }

  private ActionJson onAll(QueueRequest request, QueueAction action) {
    request.knowingFilterAnd("limit", "next", "dryRun");
    if (!request.filter().isRestricted()) {
      throw Refusals.badRequest(
          "an action on many deliveries needs a filter: zone, sender, recipient, domain, user or"
              + " state");
    }
    int most = request.number("limit", MOST, MOST);
    boolean dryRun = request.flag("dryRun");
    BulkResult result =
        dryRun
            ? bulk.count(request.filter(), most, request.next())
            : bulk.run(request.filter(), action, most, request.next());
    if (result.changed() > 0 && !dryRun) {
      if (isRemoval(action)) {
        deletions.tell(result.changeable(), result.changed());
      }
      log.done(request, action.name(), facts(request, action), result.changed());
    }
    return ActionJson.ofPage(action.name(), dryRun, result);
  }

  private static boolean isRemoval(QueueAction action) {
    return action.name().equals(QueueAction.remove().name());
  }

  private static Map<String, String> facts(QueueRequest request, QueueAction action) {
    Map<String, String> facts = new LinkedHashMap<>();
    action.facts().forEach((name, value) -> facts.put("to_" + name, value));
    for (String name : List.of("zone", "sender", "recipient", "domain", "user", "state")) {
      request.text(name).ifPresent(value -> facts.put(name, value.isEmpty() ? "<>" : value));
    }
    return facts;
  }
}
