package email.wildduck.james.smtp.netty;

import email.wildduck.james.smtp.data.LongLineHook;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import java.util.Optional;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.protocols.smtp.SMTPProtocol;
import org.apache.james.smtpserver.ExtendedSMTPSession;
import org.apache.james.smtpserver.netty.SMTPChannelInboundHandler;
import org.apache.james.smtpserver.netty.SmtpMetrics;

/**
 * Hands lines to the session. A line of a message that is too long marks the message as one to
 * refuse; a command that is too long is an error of its own, as in James.
 */
final class SubmissionChannelHandler extends SMTPChannelInboundHandler {
  /**
   * RFC 4954 §4.3 lets a line of an AUTH exchange have 12288 octets; no other command needs more.
   */
  private static final int MAX_COMMAND_LENGTH = 12288;

  SubmissionChannelHandler(
      SMTPProtocol protocol, Encryption encryption, boolean proxyRequired, SmtpMetrics metrics) {
    super(protocol, encryption, proxyRequired, metrics);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    if (message instanceof ByteBuf
        && ((ByteBuf) message).readableBytes() > MAX_COMMAND_LENGTH
        && messageInProgress(ctx).isEmpty()) {
      ((ByteBuf) message).release();
      exceptionCaught(ctx, new TooLongFrameException("command line too long"));
      return;
    }
    super.channelRead(ctx, message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
    Optional<ExtendedSMTPSession> session = messageInProgress(ctx);
    if (cause instanceof TooLongFrameException && session.isPresent()) {
      session.get().setAttachment(LongLineHook.LINE_TOO_LONG, true, State.Transaction);
      return;
    }
    super.exceptionCaught(ctx, cause);
  }

  /** The session, when it is between DATA and the end of the message. */
  private static Optional<ExtendedSMTPSession> messageInProgress(ChannelHandlerContext ctx) {
    return Optional.ofNullable(ctx.channel().attr(SESSION_ATTRIBUTE_KEY).get())
        .filter(ExtendedSMTPSession.class::isInstance)
        .map(ExtendedSMTPSession.class::cast)
        .filter(session -> session.getMimeMessageWriter() != null);
  }
}
