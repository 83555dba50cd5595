package email.wildduck.james.delivery.reply;

import java.util.Objects;
import java.util.OptionalInt;

/** What becomes of a delivery after a failed attempt. Immutable. */
public final class Verdict {
  /** What to do. */
  public enum Action {
    /** Try again, as long as the schedule and the age of the message allow. */
    DEFER,
    /** Give up: the sender gets a bounce. */
    REJECT
  }

  private final Action action;
  private final FailureCategory category;
  private final String text;
  private final OptionalInt code;
  private final StatusCode status;

  Verdict(
      Action action, FailureCategory category, String text, OptionalInt code, StatusCode status) {
    this.action = Objects.requireNonNull(action);
    this.category = Objects.requireNonNull(category);
    this.text = Objects.requireNonNull(text);
    this.code = code;
    this.status = Objects.requireNonNull(status);
  }

  /** What to do. */
  public Action action() {
    return action;
  }

  /** Whether to give up. */
  public boolean isRejected() {
    return action == Action.REJECT;
  }

  /** Why it failed. */
  public FailureCategory category() {
    return category;
  }

  /**
   * What was said, on one line as ZoneMTA writes it: reply code and enhanced status code once, then
   * the text of all lines; at most 2000 characters, without control characters. May be empty.
   */
  public String text() {
    return text;
  }

  /** The reply code; empty when no server replied. */
  public OptionalInt code() {
    return code;
  }

  /**
   * The status for a report: the other side's own, in the class of its reply code; when it gave
   * none, what its wording, its reply code or the cause of the failure say. That of a refused login
   * has class 4.
   */
  public StatusCode status() {
    return status;
  }

  /** For logs: {@code reject[envelope] 5.1.1}. */
  @Override
  public String toString() {
    return (isRejected() ? "reject[" : "defer[") + category.label() + "] " + status;
  }
}
