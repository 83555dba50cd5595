package email.wildduck.james.core.from;

import email.wildduck.james.core.message.RawMessage;
import java.util.List;

/** A message whose senders are all its user's. Immutable. */
public final class EnforcedFrom {
  private final String mailFrom;
  private final RawMessage message;
  private final List<Rewrite> rewrites;

  EnforcedFrom(String mailFrom, RawMessage message, List<Rewrite> rewrites) {
    this.mailFrom = mailFrom;
    this.message = message;
    this.rewrites = List.copyOf(rewrites);
  }

  /** The envelope sender to go on with; never empty. */
  public String mailFrom() {
    return mailFrom;
  }

  /** The message to go on with; the very same object when its header was not changed. */
  public RawMessage message() {
    return message;
  }

  /** What was replaced, the envelope first; empty when everything was the user's. */
  public List<Rewrite> rewrites() {
    return rewrites;
  }
}
