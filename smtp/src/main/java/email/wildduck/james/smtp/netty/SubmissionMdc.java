package email.wildduck.james.smtp.netty;

import io.netty.channel.ChannelHandlerContext;
import org.apache.james.protocols.api.Protocol;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.smtp.core.SMTPMDCContextFactory;
import org.apache.james.util.MDCBuilder;

/**
 * What each line of the log knows of its session. James' own looks up the client's name in the DNS,
 * and the session waits for it.
 */
final class SubmissionMdc extends SMTPMDCContextFactory {
  private final String port;

  SubmissionMdc(String port) {
    this.port = port;
  }

  @Override
  public MDCBuilder onBound(Protocol protocol, ChannelHandlerContext ctx) {
    return MDCBuilder.create()
        .addToContext(MDCBuilder.PROTOCOL, protocol.getName())
        .addToContext("port", port);
  }

  @Override
  public MDCBuilder withContext(ProtocolSession session) {
    return super.withContext(session)
        .addToContext(MDCBuilder.IP, session.getRemoteAddress().getAddress().getHostAddress());
  }
}
