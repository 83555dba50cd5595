package email.wildduck.james.queue.cancel;

import java.util.Set;

/**
 * Deliveries that one of our nodes has ended before their time, by their names {@code <id>.<seq>}:
 * known to all nodes for longer than two checks are apart. Thread-safe.
 */
public interface EarlyEndings {
  /** This node is about to end one. */
  void note(String delivery);

  /** Those of all nodes, as they are now. */
  Set<String> all();
}
