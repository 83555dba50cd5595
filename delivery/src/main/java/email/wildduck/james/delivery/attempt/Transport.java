package email.wildduck.james.delivery.attempt;

/** Hands messages to other servers. Thread-safe. */
public interface Transport extends AutoCloseable {

  /**
   * Makes one attempt and waits for its end. Takes as long as the peers do, within the time limits
   * of the implementation; an interrupt of the thread does not cut it short.
   *
   * @return the outcome of each recipient; this method does not throw for anything that happens to
   *     a delivery
   */
  DeliveryResult deliver(DeliveryRequest request);

  /** Ends what is idle at once. Attempts that are under way go on; later ones fail for now. */
  @Override
  void close();
}
