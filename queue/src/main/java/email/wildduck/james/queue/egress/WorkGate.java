package email.wildduck.james.queue.egress;

import java.util.Optional;

/** Whether deliveries may be worked on now; asked before their message is read. Thread-safe. */
@FunctionalInterface
public interface WorkGate {
  /**
   * What becomes of the deliveries instead; empty when they may be worked on. Has to be cheap: it
   * is asked for each group.
   */
  Optional<Outcome> refusalOf(DeliveryGroup group);

  /** It lets everything pass. */
  static WorkGate open() {
    return group -> Optional.empty();
  }
}
