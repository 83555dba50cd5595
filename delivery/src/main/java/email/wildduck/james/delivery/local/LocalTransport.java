package email.wildduck.james.delivery.local;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryResult;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Protocol;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.delivery.attempt.Transport;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A transport that knows WildDuck's LMTP server and targets that are {@linkplain Target#nowhere
 * nowhere}.
 *
 * <p>WildDuck's LMTP server says 550 to RCPT for two reasons: it knows no mailbox of that address,
 * or its database fails ({@code Database error}). Mail is handed to it only for mailboxes that the
 * database knows, so both are temporary: the next attempt looks the address up again, and takes
 * another way when it is gone.
 */
public final class LocalTransport implements Transport {
  private final Transport transport;

  /** Around the transport that connects. */
  public LocalTransport(Transport transport) {
    this.transport = transport;
  }

  @Override
  public DeliveryResult deliver(DeliveryRequest request) {
    Target target = request.target();
    if (target.refusal().isPresent()) {
      return DeliveryResult.failed(
          request, Failure.found(FailureCause.POLICY, Stage.LOOKUP, target.refusal().get()));
    }
    DeliveryResult result = transport.deliver(request);
    return target.isLocalDelivery() && target.protocol() == Protocol.LMTP
        ? DeliveryResult.of(
            result.outcomes().stream().map(LocalTransport::judged).collect(Collectors.toList()))
        : result;
  }

  private static RecipientOutcome judged(RecipientOutcome outcome) {
    return outcome
        .failure()
        .filter(failure -> failure.stage() == Stage.RCPT && !failure.isTemporary())
        .map(failure -> RecipientOutcome.failed(outcome.recipient(), temporary(failure)))
        .orElse(outcome);
  }

  private static Failure temporary(Failure failure) {
    Failure found =
        Failure.found(
            FailureCause.LOCAL,
            failure.stage(),
            SmtpReply.of(
                451,
                "4.3.0",
                "WildDuck does not take mail for an address of its own: "
                    + failure.response().replaceAll("[^ -~]+", " ")));
    Optional<Failure> placed = failure.peer().map(found::at);
    return placed.orElse(found);
  }

  @Override
  public void close() {
    transport.close();
  }
}
