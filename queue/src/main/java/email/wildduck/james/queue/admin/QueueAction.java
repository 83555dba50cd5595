package email.wildduck.james.queue.admin;

import java.time.Instant;
import java.util.Map;
import java.util.function.ToLongBiFunction;

/** One thing that can be done with deliveries. Immutable. */
public final class QueueAction {
  private final String name;
  private final Map<String, String> facts;
  private final ToLongBiFunction<QueueActions, Selection> work;

  private QueueAction(
      String name, Map<String, String> facts, ToLongBiFunction<QueueActions, Selection> work) {
    this.name = name;
    this.facts = facts;
    this.work = work;
  }

  /** See {@link QueueActions#tryNow}. */
  public static QueueAction tryNow() {
    return new QueueAction("try-now", Map.of(), QueueActions::tryNow);
  }

  /** See {@link QueueActions#deferUntil}. */
  public static QueueAction deferUntil(Instant time) {
    return new QueueAction(
        "defer",
        Map.of("until", time.toString()),
        (actions, selection) -> actions.deferUntil(selection, time));
  }

  /** See {@link QueueActions#move}. */
  public static QueueAction move(String zone) {
    return new QueueAction(
        "move", Map.of("zone", zone), (actions, selection) -> actions.move(selection, zone));
  }

  /** See {@link QueueActions#requestBounce}. */
  public static QueueAction bounce(String reason) {
    return new QueueAction(
        "bounce",
        Map.of("reason", reason),
        (actions, selection) -> actions.requestBounce(selection, reason));
  }

  /** See {@link QueueActions#remove}. */
  public static QueueAction remove() {
    return new QueueAction("remove", Map.of(), QueueActions::remove);
  }

  /** {@code try-now, defer, move, bounce} or {@code remove}. */
  public String name() {
    return name;
  }

  /** What belongs to it, for the log: {@code until, zone} or {@code reason}. */
  public Map<String, String> facts() {
    return facts;
  }

  /** Does it, and tells how many deliveries it had an effect on. */
  public long run(QueueActions actions, Selection selection) {
    return work.applyAsLong(actions, selection);
  }
}
