package email.wildduck.james.smtp.netty;

import email.wildduck.james.smtp.tls.PortTlsFactory;
import javax.inject.Inject;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.lib.handler.ProtocolHandlerLoader;
import org.apache.james.smtpserver.netty.SMTPServer;
import org.apache.james.smtpserver.netty.SMTPServerFactory;

/** Makes a {@link SubmissionServer} of each {@code <smtpserver>}. */
public final class SubmissionServerFactory extends SMTPServerFactory {
  private final PortTlsFactory tls;

  /** What James' own factory takes, and TLS. */
  @Inject
  public SubmissionServerFactory(
      DNSService dns,
      ProtocolHandlerLoader loader,
      FileSystem fileSystem,
      MetricFactory metricFactory,
      PortTlsFactory tls) {
    super(dns, loader, fileSystem, metricFactory);
    this.tls = tls;
  }

  @Override
  protected SMTPServer createServer() {
    return new SubmissionServer(smtpMetrics, tls);
  }
}
