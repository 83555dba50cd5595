package email.wildduck.james.mailets.deliver;

import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.util.Objects;
import org.apache.james.core.MailAddress;

/** What came of a delivery in an attempt. Immutable. */
public final class AttemptedDelivery {
  final MailAddress recipient;
  final QueuedDelivery delivery;
  final DeliveryRequest request;
  final RecipientOutcome result;

  /**
   * @param recipient as the Mail has it
   * @param request what was asked of the transport
   * @param result what that says of the recipient
   */
  public AttemptedDelivery(
      MailAddress recipient,
      QueuedDelivery delivery,
      DeliveryRequest request,
      RecipientOutcome result) {
    this.recipient = Objects.requireNonNull(recipient);
    this.delivery = Objects.requireNonNull(delivery);
    this.request = Objects.requireNonNull(request);
    this.result = Objects.requireNonNull(result);
  }
}
