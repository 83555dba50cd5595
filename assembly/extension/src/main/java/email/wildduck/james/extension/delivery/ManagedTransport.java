package email.wildduck.james.extension.delivery;

import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.delivery.attempt.Transport;
import email.wildduck.james.delivery.connect.TlsTrust;
import email.wildduck.james.delivery.dns.DnsJavaMailDns;
import email.wildduck.james.delivery.http.HttpTransport;
import email.wildduck.james.delivery.http.ProtocolTransport;
import email.wildduck.james.delivery.send.SmtpTransport;
import email.wildduck.james.delivery.send.TransportSettings;
import email.wildduck.james.delivery.target.SiteSecurity;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.net.ssl.SSLContext;

/**
 * The connections to other servers, closed by James' life cycle. Made eagerly, so that they are
 * closed after the pipeline.
 */
public final class ManagedTransport {
  private final SmtpTransport smtp;
  private final Transport transport;

  /** Makes no connection yet. */
  @Inject
  public ManagedTransport(
      WildDuckConfiguration configuration,
      SecureRandom random,
      HostName host,
      DnsJavaMailDns dns,
      SiteSecurity security) {
    smtp =
        new SmtpTransport(
            TransportSettings.of(host.asString()), dns, security, TlsTrust.ofSystem(), random);
    transport =
        new ProtocolTransport(
            smtp, new HttpTransport(configuration.http(), dns, defaultTls(), random));
  }

  private static SSLContext defaultTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /** Its connections, for their metrics. */
  SmtpTransport connections() {
    return smtp;
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
