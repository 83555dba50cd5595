package email.wildduck.james.delivery.reply;

import java.util.Locale;

/** What a rule says: what to do, and why. Immutable. */
final class Ruling {
  final Verdict.Action action;
  final FailureCategory category;

  Ruling(Verdict.Action action, FailureCategory category) {
    this.action = action;
    this.category = category;
  }

  /**
   * @throws IllegalArgumentException when there is no such action or category
   */
  static Ruling parse(String action, String category) {
    return new Ruling(
        Verdict.Action.valueOf(action.toUpperCase(Locale.ROOT)),
        FailureCategory.of(category)
            .orElseThrow(() -> new IllegalArgumentException("no category: " + category)));
  }

  static Ruling defer(FailureCategory category) {
    return new Ruling(Verdict.Action.DEFER, category);
  }

  static Ruling reject(FailureCategory category) {
    return new Ruling(Verdict.Action.REJECT, category);
  }
}
