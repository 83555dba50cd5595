package email.wildduck.james.mailets.local;

import email.wildduck.james.core.message.HeaderField;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.delivery.attempt.Target;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a recipient that is one of this WildDuck, or was one when its mail was queued, gets a message
 * at this attempt. Immutable.
 */
public final class HandOver {
  private final Optional<Target> target;
  private final Optional<HeaderField> mark;
  private final String mailFrom;

  /**
   * @param target where; empty: where other mail for its domain goes, whatever hosts of local
   *     delivery were chosen when it was queued
   * @param mark a field that is put on top of what this recipient gets
   * @param mailFrom the sender without SRS; empty for the null sender
   */
  public HandOver(Optional<Target> target, Optional<HeaderField> mark, String mailFrom) {
    this.target = Objects.requireNonNull(target);
    this.mark = Objects.requireNonNull(mark);
    this.mailFrom = Objects.requireNonNull(mailFrom);
  }

  /** Where; empty: where other mail for its domain goes. */
  public Optional<Target> target() {
    return target;
  }

  /** What recipients who get the message in one transaction have in common. */
  public Object belonging() {
    return List.of(target.map(HandOver::place), mark.map(HeaderField::storedLine));
  }

  private static Object place(Target target) {
    return List.of(target.toString(), target.protocol(), target.refusal().isPresent());
  }

  /** The message as this recipient gets it. */
  public RawMessage marked(RawMessage message) {
    return mark.map(field -> message.withHeaders(message.headers().prepend(field))).orElse(message);
  }

  /** MAIL FROM: the one of the message where it stays in the house, else the one that is given. */
  public String senderOr(String rewritten) {
    return target.isPresent() ? mailFrom : rewritten;
  }
}
