package email.wildduck.james.mailets.deliver;

import email.wildduck.james.delivery.limit.LimitedTransport;
import email.wildduck.james.delivery.local.LocalRecipients;
import email.wildduck.james.queue.egress.DeliveryGroup;
import email.wildduck.james.queue.egress.Outcome;
import email.wildduck.james.queue.egress.WorkGate;
import email.wildduck.james.queue.zone.QueuedDelivery;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Postpones deliveries that the transport would postpone, as far as that is known here, so that
 * their message is not read and signed for nothing. What may be for a recipient of this WildDuck
 * passes: it has no limits. Thread-safe.
 */
public final class RestraintGate implements WorkGate {
  private static final Logger LOGGER = LoggerFactory.getLogger(RestraintGate.class);

  private final LimitedTransport transport;
  private final DeliveryRequests requests;
  private final LocalRecipients recipients;

  /**
   * @param requests what the transport will be asked for
   * @param recipients of this WildDuck
   */
  public RestraintGate(
      LimitedTransport transport, DeliveryRequests requests, LocalRecipients recipients) {
    this.transport = transport;
    this.requests = requests;
    this.recipients = recipients;
  }

  @Override
  public Optional<Outcome> refusalOf(DeliveryGroup group) {
    QueuedDelivery first = group.first().delivery();
    String domain = DeliveryRequests.domainOf(first.recipient());
    boolean together =
        group.deliveries().stream()
            .map(taken -> DeliveryRequests.domainOf(taken.delivery().recipient()))
            .allMatch(domain::equalsIgnoreCase);
    if (!together || recipients.isLocalDomain(domain)) {
      return Optional.empty();
    }
    Optional<Outcome> refusal =
        transport
            .obstacleTo(first.zone(), domain, requests.targetOf(first))
            .map(
                failure ->
                    Outcome.postponed(failure.response(), failure.notBefore().orElseThrow()));
    refusal.ifPresent(
        outcome ->
            group
                .deliveries()
                .forEach(one -> UntriedEvent.of(one.delivery(), outcome).info(LOGGER)));
    return refusal;
  }
}
