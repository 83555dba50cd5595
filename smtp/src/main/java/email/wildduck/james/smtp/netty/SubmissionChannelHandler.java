package email.wildduck.james.smtp.netty;

import email.wildduck.james.smtp.auth.AuthLines;
import email.wildduck.james.smtp.data.LongLineHook;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.protocols.smtp.SMTPProtocol;
import org.apache.james.protocols.smtp.SMTPSession;
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
    if (!(message instanceof ByteBuf) || messageInProgress(ctx).isPresent()) {
      super.channelRead(ctx, message);
      return;
    }
    ByteBuf line = (ByteBuf) message;
    if (line.readableBytes() > MAX_COMMAND_LENGTH) {
      line.release();
      abandonAuth(ctx);
      exceptionCaught(ctx, new TooLongFrameException("command line too long"));
    } else if (isStartTls(line)) {
      startTls(ctx, line);
    } else {
      super.channelRead(ctx, line);
    }
  }

  /**
   * Nothing may be read between the reply and the change to TLS: a fast client's handshake would be
   * taken for commands. James runs commands on the thread that reads, where this cannot happen.
   */
  private void startTls(ChannelHandlerContext ctx, ByteBuf line) throws Exception {
    ctx.channel().config().setAutoRead(false);
    try {
      super.channelRead(ctx, line);
    } finally {
      // Behind the reply and the new handler, which wait for the same thread.
      ctx.channel().eventLoop().execute(() -> ctx.channel().config().setAutoRead(true));
    }
  }

  /** RFC 4954 §4: a line that is too long ends the exchange it belongs to. */
  private static void abandonAuth(ChannelHandlerContext ctx) {
    Optional.ofNullable(ctx.channel().attr(SESSION_ATTRIBUTE_KEY).get())
        .filter(SMTPSession.class::isInstance)
        .map(SMTPSession.class::cast)
        .ifPresent(AuthLines::abandon);
  }

  private static boolean isStartTls(ByteBuf line) {
    return line.readableBytes() < 20
        && line.toString(StandardCharsets.US_ASCII).trim().equalsIgnoreCase("STARTTLS");
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
