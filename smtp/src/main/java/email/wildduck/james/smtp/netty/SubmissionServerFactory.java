package email.wildduck.james.smtp.netty;

import email.wildduck.james.smtp.port.PortSettings;
import email.wildduck.james.smtp.port.SubmissionPorts;
import email.wildduck.james.smtp.reply.Refusals;
import email.wildduck.james.smtp.tls.PortTlsFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.lib.handler.ProtocolHandlerLoader;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.apache.james.smtpserver.netty.SMTPServerFactory;

/** Makes a {@link SubmissionServer} of each {@code <smtpserver>} that is enabled. */
public final class SubmissionServerFactory extends SMTPServerFactory {
  private final Refusals refusals;
  private final PortTlsFactory tls;
  private List<SubmissionServer> submissionServers = List.of();

  /** What James' own factory takes, the counter of refusals, and TLS. */
  @Inject
  public SubmissionServerFactory(
      DNSService dns,
      ProtocolHandlerLoader loader,
      FileSystem fileSystem,
      MetricFactory metricFactory,
      Refusals refusals,
      PortTlsFactory tls) {
    super(dns, loader, fileSystem, metricFactory);
    this.refusals = refusals;
    this.tls = tls;
  }

  @Override
  protected List<AbstractConfigurableAsyncServer> createServers(
      HierarchicalConfiguration<ImmutableNode> configuration) throws ConfigurationException {
    // All are looked at before the first port is opened.
    SubmissionPorts.read(configuration);
    List<SubmissionServer> servers = new ArrayList<>();
    for (HierarchicalConfiguration<ImmutableNode> port : SubmissionPorts.enabled(configuration)) {
      servers.add(create(port));
    }
    submissionServers = List.copyOf(servers);
    return new ArrayList<>(servers);
  }

  private SubmissionServer create(HierarchicalConfiguration<ImmutableNode> configuration)
      throws ConfigurationException {
    PortSettings settings = PortSettings.read(configuration);
    SubmissionServer server = new SubmissionServer(settings, smtpMetrics, refusals, tls);
    server.setDnsService(dns);
    server.setProtocolHandlerLoader(loader);
    server.setFileSystem(fileSystem);
    // James splits addresses at colons, and asks the DNS for their names.
    configuration.setProperty("bind", "0.0.0.0:0");
    server.configure(configuration);
    server.setListenAddresses(settings.addresses().toArray(InetSocketAddress[]::new));
    return server;
  }

  /** All ports wait for their messages at the same time. */
  @Override
  @PreDestroy
  public void destroy() {
    submissionServers.forEach(SubmissionServer::endSoon);
    super.destroy();
  }
}
