package email.wildduck.james.smtp.netty;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.concurrent.TimeUnit;
import org.apache.james.protocols.netty.AbstractChannelPipelineFactory;
import org.apache.james.protocols.netty.AllButStartTlsLineChannelHandlerFactory;
import org.apache.james.protocols.netty.HandlerConstants;
import org.apache.james.protocols.smtp.SMTPProtocol;

/**
 * Puts the handlers of a connection in a row. The gate and TLS run on the threads that serve the
 * sockets, everything else on the executor: there a slow answer of MongoDB holds up nobody else.
 */
@ChannelHandler.Sharable
final class SubmissionPipeline extends AbstractChannelPipelineFactory<SocketChannel> {
  private static final String GATE = "gate";

  private final PortRuntime port;
  private final SMTPProtocol protocol;
  private final EventExecutorGroup executors;

  SubmissionPipeline(PortRuntime port, SMTPProtocol protocol, EventExecutorGroup executors) {
    super(
        new AllButStartTlsLineChannelHandlerFactory("starttls", port.settings().maxLineLength()),
        executors);
    this.port = port;
    this.protocol = protocol;
    this.executors = executors;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    SessionPhase phase = new SessionPhase(port.settings().maxLineLength());
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(GATE, new ConnectionGate(port));
    pipeline.addLast(
        executors,
        HandlerConstants.TIMEOUT_HANDLER,
        new IdleStateHandler(port.settings().idleTime().toMillis(), 0, 0, TimeUnit.MILLISECONDS));
    pipeline.addLast(executors, HandlerConstants.FRAMER, new SubmissionFramer(phase));
    pipeline.addLast(
        executors,
        HandlerConstants.CORE_HANDLER,
        new SubmissionChannelHandler(protocol, port, phase));
  }

  @Override
  protected ChannelInboundHandlerAdapter createHandler() {
    throw new UnsupportedOperationException("a handler needs to know its connection");
  }
}
