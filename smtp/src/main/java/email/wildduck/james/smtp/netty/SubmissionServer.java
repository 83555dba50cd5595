package email.wildduck.james.smtp.netty;

import email.wildduck.james.smtp.port.PortSettings;
import email.wildduck.james.smtp.reply.Refusals;
import email.wildduck.james.smtp.tls.PortTls;
import email.wildduck.james.smtp.tls.PortTlsFactory;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.util.Optional;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolTransport;
import org.apache.james.protocols.netty.AbstractChannelPipelineFactory;
import org.apache.james.protocols.smtp.SMTPConfiguration;
import org.apache.james.protocols.smtp.SMTPProtocol;
import org.apache.james.smtpserver.ExtendedSMTPSession;
import org.apache.james.smtpserver.netty.SMTPServer;
import org.apache.james.smtpserver.netty.SmtpMetrics;

/**
 * One submission port: James', with connections of our own behind it, and with {@link PortSettings}
 * beside everything that James' {@code <smtpserver>} knows. Its TLS is that of {@link PortTls}.
 */
final class SubmissionServer extends SMTPServer {
  private final PortRuntime port;
  private final PortTlsFactory tlsFactory;
  private Optional<PortTls> tls = Optional.empty();
  private final ListeningSockets listening = new ListeningSockets();
  private SMTPProtocol protocol;

  SubmissionServer(
      PortSettings settings, SmtpMetrics metrics, Refusals refusals, PortTlsFactory tlsFactory) {
    super(metrics);
    this.tlsFactory = tlsFactory;
    port = new PortRuntime(settings, () -> Optional.ofNullable(getEncryption()), refusals, metrics);
  }

  @Override
  public void doConfigure(HierarchicalConfiguration<ImmutableNode> configuration)
      throws ConfigurationException {
    super.doConfigure(configuration);
    tls = tlsFactory.forPort(configuration);
  }

  /** Called by James at the start. */
  @Override
  protected void buildSSLContext() {
    tls.ifPresent(ofPort -> encryption = ofPort.encryption());
  }

  /** Called by webadmin. */
  @Override
  public void reloadSSLCertificate() {
    tls.ifPresent(PortTls::reload);
  }

  @Override
  protected void preInit() throws Exception {
    super.preInit();
    SMTPConfiguration settings = new SMTPHandlerConfigurationDataImpl();
    protocol =
        new SMTPProtocol(getProtocolHandlerChain(), settings) {
          @Override
          public ProtocolSession newSession(ProtocolTransport transport) {
            return new ExtendedSMTPSession(settings, transport);
          }
        };
  }

  @Override
  protected AbstractChannelPipelineFactory<SocketChannel> createPipelineFactory() {
    return new SubmissionPipeline(port, protocol, getExecutorGroup());
  }

  @Override
  protected void configureBootstrap(ServerBootstrap bootstrap) {
    super.configureBootstrap(bootstrap);
    // A connection is read from when its session is ready for more.
    bootstrap.childOption(ChannelOption.AUTO_READ, false);
    bootstrap.handler(listening);
  }

  @Override
  public synchronized void bind() throws Exception {
    port.connections().welcome();
    super.bind();
  }

  /** Takes no more connections and asks all sessions to end; returns at once. */
  void endSoon() {
    listening.close();
    port.connections().end();
  }

  /** Messages that are coming in get {@code stopGrace} to end. */
  @Override
  public synchronized void unbind() {
    endSoon();
    try {
      port.connections().awaitEnd(port.settings().stopGrace());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    super.unbind();
  }
}
