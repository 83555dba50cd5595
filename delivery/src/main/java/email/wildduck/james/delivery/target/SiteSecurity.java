package email.wildduck.james.delivery.target;

import email.wildduck.james.delivery.attempt.DeliveryFailure;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.TargetHost;
import email.wildduck.james.delivery.attempt.TlsMode;

/** What a domain has published about the encryption of its mail. Thread-safe. */
@FunctionalInterface
public interface SiteSecurity {

  /** Nobody has published anything. */
  SiteSecurity NONE = (request, host) -> TlsMode.OFF;

  /**
   * The least that a host is to be spoken to with; more is used when the request asks for more.
   *
   * @throws DeliveryFailure when the host may not be used, or nobody knows
   */
  TlsMode required(DeliveryRequest request, TargetHost host) throws DeliveryFailure;
}
