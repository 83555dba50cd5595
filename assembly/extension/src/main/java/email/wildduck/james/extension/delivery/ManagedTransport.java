package email.wildduck.james.extension.delivery;

import email.wildduck.james.delivery.attempt.Transport;
import email.wildduck.james.delivery.connect.TlsTrust;
import email.wildduck.james.delivery.dns.DnsJavaMailDns;
import email.wildduck.james.delivery.send.SmtpTransport;
import email.wildduck.james.delivery.send.TransportSettings;
import email.wildduck.james.delivery.target.SiteSecurity;
import java.security.SecureRandom;
import javax.annotation.PreDestroy;
import javax.inject.Inject;

/**
 * The connections to other servers, closed by James' life cycle. Made eagerly, so that they are
 * closed after the pipeline.
 */
public final class ManagedTransport {
  private final Transport transport;

  /** Makes no connection yet. */
  @Inject
  public ManagedTransport(
      SecureRandom random, HostName host, DnsJavaMailDns dns, SiteSecurity security) {
    transport =
        new SmtpTransport(
            TransportSettings.of(host.asString()), dns, security, TlsTrust.ofSystem(), random);
  }

  /** One for all zones. */
  public Transport transport() {
    return transport;
  }

  /** Called by James when the pipeline has stopped. */
  @PreDestroy
  public void close() {
    transport.close();
  }
}
