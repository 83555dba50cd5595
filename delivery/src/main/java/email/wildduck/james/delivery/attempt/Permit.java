package email.wildduck.james.delivery.attempt;

/**
 * Whether a message may still be handed over. It is asked before each transaction begins and right
 * before the final dot of the message, which is the last moment at which a peer can be left without
 * the message. Thread-safe.
 */
@FunctionalInterface
public interface Permit {
  /** For who has nobody to ask. */
  Permit ALWAYS = () -> true;

  /**
   * Asked again each time; may take as long as a call to a database. When it throws, the attempt
   * fails as if it were not given.
   */
  boolean isGiven();
}
