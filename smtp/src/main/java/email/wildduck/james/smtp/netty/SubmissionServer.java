package email.wildduck.james.smtp.netty;

import email.wildduck.james.smtp.port.SubmissionPort;
import email.wildduck.james.smtp.tls.PortTls;
import email.wildduck.james.smtp.tls.PortTlsFactory;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import java.util.Optional;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolTransport;
import org.apache.james.protocols.netty.AbstractChannelPipelineFactory;
import org.apache.james.protocols.netty.AbstractSSLAwareChannelPipelineFactory;
import org.apache.james.protocols.netty.AllButStartTlsLineChannelHandlerFactory;
import org.apache.james.protocols.netty.ChannelHandlerFactory;
import org.apache.james.protocols.netty.HandlerConstants;
import org.apache.james.protocols.smtp.SMTPConfiguration;
import org.apache.james.protocols.smtp.SMTPProtocol;
import org.apache.james.smtpserver.ExtendedSMTPSession;
import org.apache.james.smtpserver.netty.SMTPServer;
import org.apache.james.smtpserver.netty.SmtpMetrics;

/**
 * One submission port. Everything that James' {@code <smtpserver>} knows, and:
 *
 * <ul>
 *   <li>{@code maxLineLength} (optional, bytes, default 1048576): the longest line of a message. A
 *       message with a longer one is refused as a whole; it is read to its end first.
 *   <li>{@code tls/namedCertificate} (any number): certificates beside the port's own, see {@link
 *       email.wildduck.james.smtp.tls.TlsFiles}.
 *   <li>Commands run on the executor ({@code maxExecutorCount}), not on the threads that serve the
 *       sockets.
 * </ul>
 */
final class SubmissionServer extends SMTPServer {
  private static final int DEFAULT_MAX_LINE_LENGTH = 1024 * 1024;

  private final SmtpMetrics metrics;
  private final PortTlsFactory tlsFactory;
  private Optional<PortTls> tls = Optional.empty();
  private int maxLineLength = DEFAULT_MAX_LINE_LENGTH;
  private SMTPProtocol protocol;

  SubmissionServer(SmtpMetrics metrics, PortTlsFactory tlsFactory) {
    super(metrics);
    this.metrics = metrics;
    this.tlsFactory = tlsFactory;
  }

  @Override
  public void doConfigure(HierarchicalConfiguration<ImmutableNode> configuration)
      throws ConfigurationException {
    super.doConfigure(configuration);
    tls = tlsFactory.forPort(configuration);
    maxLineLength = configuration.getInt("maxLineLength", DEFAULT_MAX_LINE_LENGTH);
    if (maxLineLength < AbstractChannelPipelineFactory.MAX_LINE_LENGTH) {
      throw new ConfigurationException(
          "<maxLineLength> is "
              + maxLineLength
              + "; it must be at least "
              + AbstractChannelPipelineFactory.MAX_LINE_LENGTH
              + " bytes");
    }
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
            ExtendedSMTPSession session = new ExtendedSMTPSession(settings, transport);
            session.setAttachment(SubmissionPort.NAME, jmxName, ProtocolSession.State.Connection);
            return session;
          }
        };
  }

  @Override
  protected ChannelHandlerFactory createFrameHandlerFactory() {
    return new AllButStartTlsLineChannelHandlerFactory("starttls", maxLineLength);
  }

  @Override
  protected ChannelInboundHandlerAdapter createCoreHandler() {
    return new SubmissionChannelHandler(protocol, getEncryption(), proxyRequired, metrics);
  }

  @Override
  protected AbstractChannelPipelineFactory<SocketChannel> createPipelineFactory() {
    return new AbstractSSLAwareChannelPipelineFactory<>(
        getTimeout(),
        connectionLimit,
        connPerIP,
        proxyRequired,
        this::getEncryption,
        getFrameHandlerFactory(),
        getExecutorGroup()) {

      @Override
      protected ChannelInboundHandlerAdapter createHandler() {
        return createCoreHandler();
      }

      @Override
      public void initChannel(SocketChannel channel) throws Exception {
        super.initChannel(channel);
        // James adds the handler to the socket's thread, where a slow answer of MongoDB would hold
        // up every connection of that thread.
        channel.pipeline().remove(HandlerConstants.CORE_HANDLER);
        channel
            .pipeline()
            .addLast(getExecutorGroup(), HandlerConstants.CORE_HANDLER, createCoreHandler());
      }
    };
  }
}
