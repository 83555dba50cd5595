package email.wildduck.james.smtp.netty;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.smtp.auth.AuthLines;
import email.wildduck.james.smtp.data.LongLineHook;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.netty.BasicChannelInboundHandler;
import org.apache.james.protocols.netty.CommandInjectionDetectedException;
import org.apache.james.protocols.smtp.SMTPProtocol;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what the framer has cut to the session. More is read from the client only when all that has
 * come is done and the client reads its replies, so a client that sends without end fills no
 * memory.
 */
final class SubmissionChannelHandler extends BasicChannelInboundHandler
    implements OpenConnections.Ending {
  private static final Logger LOGGER = LoggerFactory.getLogger(SubmissionChannelHandler.class);
  private static final SmtpReply LINE_TOO_LONG = SmtpReply.of(500, "5.5.2", "Line too long");
  private static final int LONGEST_VERB = 10;

  private final PortRuntime port;
  private final SessionPhase phase;
  private final SessionLimits limits;
  private Optional<SessionReplies> replies = Optional.empty();
  private boolean readIsDue;
  private volatile Optional<ChannelHandlerContext> context = Optional.empty();
  private boolean ending;

  SubmissionChannelHandler(SMTPProtocol protocol, PortRuntime port, SessionPhase phase) {
    super(new SubmissionMdc(port.settings().name()), protocol);
    this.port = port;
    this.phase = phase;
    this.limits = new SessionLimits(port.settings().limits());
  }

  @Override
  protected ProtocolSession createSession(ChannelHandlerContext ctx) {
    SubmissionTransport transport = new SubmissionTransport(ctx.channel(), port);
    ProtocolSession session = protocol.newSession(transport);
    ClientConnection.describe(ctx.channel(), session, port.settings());
    phase.begin(session);
    replies = Optional.of(new SessionReplies(session, transport));
    return session;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    context = Optional.of(ctx);
    port.metrics().getConnectionMetric().increment();
    super.channelActive(ctx);
    port.connections().add(this);
    ctx.read();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    port.connections().remove(this);
    port.metrics().getConnectionMetric().decrement();
    super.channelInactive(ctx);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    Optional<String> command = phase.isCommand() ? Optional.of(verb(message)) : Optional.empty();
    boolean messageWasOpen = phase.messageIsOpen();
    SessionReplies sent = replies.orElseThrow(() -> new IllegalStateException("no session"));
    if (message instanceof OversizeLine) {
      oversize((OversizeLine) message, sent);
    } else {
      super.channelRead(ctx, message);
    }
    int code = sent.takeLastCode();
    command.ifPresent(verb -> port.metrics().getCommandsMetric().increment());
    command.ifPresentOrElse(
        verb -> limits.commandAnswered(verb, code), () -> limits.contentAnswered(code));
    boolean maybeAccepted = command.isEmpty() || command.get().equals("BDAT");
    if (messageWasOpen && !phase.messageIsOpen() && maybeAccepted && code == 250) {
      limits.messageAccepted();
    }
    limits.exceeded().ifPresent(reply -> part("limit", reply));
    if (ending && !phase.messageIsOpen()) {
      part("shutdown", Farewells.SHUTDOWN);
    }
  }

  private void oversize(OversizeLine line, SessionReplies sent) {
    if (line == OversizeLine.IN_MESSAGE) {
      sent.session().setAttachment(LongLineHook.LINE_TOO_LONG, true, State.Transaction);
    } else if (!sent.areOver()) {
      // RFC 4954 §4: a line that is too long ends the exchange it belongs to.
      AuthLines.abandon((SMTPSession) sent.session());
      sent.write(port.refusals().response("command", "line_too_long", LINE_TOO_LONG));
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    readIsDue = true;
    readMore(ctx);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
    readMore(ctx);
    super.channelWritabilityChanged(ctx);
  }

  private void readMore(ChannelHandlerContext ctx) {
    if (readIsDue && ctx.channel().isWritable()) {
      readIsDue = false;
      ctx.read();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof IdleStateEvent) {
      idle(ctx);
    }
    super.userEventTriggered(ctx, event);
  }

  /** A client that does not even read its farewell is given up. */
  private void idle(ChannelHandlerContext ctx) {
    if (replies.map(SessionReplies::areOver).orElse(false)) {
      close(ctx);
    } else {
      part("idle", Farewells.IDLE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
    Throwable reason = cause.getCause() == null ? cause : cause.getCause();
    if (reason instanceof CommandInjectionDetectedException) {
      part("injection", Farewells.BEHIND_STARTTLS);
    } else if (reason instanceof IOException) {
      // The client is gone, or its TLS is none; the latter is in the log already.
      LOGGER.debug("connection lost", reason);
    } else {
      super.exceptionCaught(ctx, cause);
    }
    close(ctx);
  }

  private static void close(ChannelHandlerContext ctx) {
    var unused = ctx.close();
  }

  @Override
  public void endSoon() {
    context.ifPresent(
        ctx ->
            ctx.executor()
                .execute(
                    () -> {
                      ending = true;
                      if (!phase.messageIsOpen()) {
                        part("shutdown", Farewells.SHUTDOWN);
                      }
                    }));
  }

  private void part(String reason, SmtpReply reply) {
    replies
        .filter(sent -> !sent.areOver())
        .ifPresent(
            sent -> {
              Event.of("CONNCLOSED")
                  .with("interface", port.settings().name())
                  .with("ip", sent.clientAddress())
                  .with("reason", reason)
                  .with("response", reply.toString())
                  .info(LOGGER);
              SMTPResponse response = port.refusals().response("connection", reason, reply);
              response.setEndSession(true);
              sent.write(response);
            });
  }

  @Override
  public void pushLineHandler(ChannelInboundHandlerAdapter handler) {
    phase.lineHandlerAdded();
    super.pushLineHandler(handler);
  }

  @Override
  public void popLineHandler() {
    phase.lineHandlerRemoved();
    super.popLineHandler();
  }

  private static String verb(Object message) {
    if (!(message instanceof ByteBuf)) {
      return "";
    }
    ByteBuf line = (ByteBuf) message;
    String start =
        line.toString(
            line.readerIndex(),
            Math.min(line.readableBytes(), LONGEST_VERB),
            StandardCharsets.US_ASCII);
    return start.trim().split(" ", 2)[0].toUpperCase(Locale.ROOT);
  }
}
