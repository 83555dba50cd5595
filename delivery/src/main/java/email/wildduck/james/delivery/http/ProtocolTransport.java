package email.wildduck.james.delivery.http;

import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryResult;
import email.wildduck.james.delivery.attempt.Protocol;
import email.wildduck.james.delivery.attempt.Transport;

/** Gives each request to the transport that speaks its protocol. */
public final class ProtocolTransport implements Transport {
  private final Transport smtp;
  private final Transport http;

  /** One for SMTP and LMTP, one for HTTP; both are closed with this one. */
  public ProtocolTransport(Transport smtp, Transport http) {
    this.smtp = smtp;
    this.http = http;
  }

  @Override
  public DeliveryResult deliver(DeliveryRequest request) {
    return (request.target().protocol() == Protocol.HTTP ? http : smtp).deliver(request);
  }

  @Override
  public void close() {
    try {
      smtp.close();
    } finally {
      http.close();
    }
  }
}
