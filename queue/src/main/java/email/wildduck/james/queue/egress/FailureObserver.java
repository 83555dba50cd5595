package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.failure.WrittenReport;

/**
 * Is told what becomes of failures and delays, and what reports there are. Thread-safe; throws
 * nothing.
 */
public interface FailureObserver {

  /** Deliveries are given up without another attempt, for that reason. */
  void givenUp(DeliveryGroup group, String reason);

  /** The report about failed deliveries is in the queue. */
  void reported(DeliveryGroup failed, WrittenReport report);

  /** The warning that deliveries wait is in the queue. */
  void warned(DeliveryGroup delayed, WrittenReport warning);

  /** The confirmation of deliveries that were accepted is in the queue. */
  void confirmed(DeliveryGroup accepted, WrittenReport confirmation);

  /** Nobody wants to know. */
  static FailureObserver none() {
    return new FailureObserver() {
      @Override
      public void givenUp(DeliveryGroup group, String reason) {}

      @Override
      public void reported(DeliveryGroup failed, WrittenReport report) {}

      @Override
      public void warned(DeliveryGroup delayed, WrittenReport warning) {}

      @Override
      public void confirmed(DeliveryGroup accepted, WrittenReport confirmation) {}
    };
  }
}
