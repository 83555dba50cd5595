package email.wildduck.james.extension.admin.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import email.wildduck.james.queue.admin.BulkResult;
import email.wildduck.james.queue.admin.DeliveryView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an action came to: deliveries that were found, those it had an effect on, or would have in a
 * dry run, and those of one message that it left alone because somebody holds them.
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public final class ActionJson {
  public final String action;
  public final boolean dryRun;
  public final long matched;
  public final long changed;
  public final Optional<List<DeliveryJson>> leftAlone;
  public final Optional<String> next;

  private ActionJson(
      String action,
      boolean dryRun,
      long matched,
      long changed,
      Optional<List<DeliveryJson>> leftAlone,
      Optional<String> next) {
    this.action = action;
    this.dryRun = dryRun;
    this.matched = matched;
    this.changed = changed;
    this.leftAlone = leftAlone;
    this.next = next;
  }

  /** Of an action on one message. */
  public static ActionJson ofMessage(
      String action, long matched, long changed, List<DeliveryView> leftAlone) {
    List<DeliveryJson> others =
        leftAlone.stream().map(DeliveryJson::new).collect(Collectors.toList());
    return new ActionJson(action, false, matched, changed, Optional.of(others), Optional.empty());
  }

  /** Of an action on all deliveries that were found. */
  public static ActionJson ofPage(String action, boolean dryRun, BulkResult result) {
    return new ActionJson(
        action, dryRun, result.matched(), result.changed(), Optional.empty(), result.next());
  }
}
