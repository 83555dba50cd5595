package email.wildduck.james.queue.admin;

/** What this node delivers, as far as it explains why a delivery waits. Thread-safe. */
public interface Serving {

  /** Whether this node delivers from a sending zone. */
  boolean serves(String zone);

  /** Whether this node has as many connections to a domain, in a zone, as that may have. */
  default boolean isAtLimit(String zone, String domain) {
    return false;
  }
}
