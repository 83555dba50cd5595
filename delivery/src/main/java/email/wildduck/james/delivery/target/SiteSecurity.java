package email.wildduck.james.delivery.target;

import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.TargetHost;
import email.wildduck.james.delivery.attempt.TlsDemand;
import email.wildduck.james.delivery.attempt.TlsMode;

/** What a domain has published about the encryption of its mail. Thread-safe. */
@FunctionalInterface
public interface SiteSecurity {

  /** Nobody has published anything. */
  SiteSecurity NONE = (request, host) -> TlsDemand.of(TlsMode.OFF);

  /**
   * The least that a host is to be spoken to with; more is used when the request asks for more.
   *
   * @throws DeliveryFailure when the host may not be used, or nobody knows
   */
  TlsDemand required(DeliveryRequest request, TargetHost host) throws DeliveryFailure;

  /** Hears of a connection that has been opened, for what is only watched and not enforced. */
  default void connected(DeliveryRequest request, TargetHost host, Peer peer) {}

  /** Hears that a host did not meet a demand that was {@link #required}. */
  default void failed(
      DeliveryRequest request, TargetHost host, TlsDemand demand, Failure failure) {}
}
