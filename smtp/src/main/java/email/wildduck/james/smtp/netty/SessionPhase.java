package email.wildduck.james.smtp.netty;

import email.wildduck.james.smtp.chunking.ChunkOctets;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.smtpserver.ExtendedSMTPSession;

/**
 * What the next bytes of a client are: a command, a line of a message, or octets of a chunk. One
 * for each connection, used on the connection's executor only.
 */
final class SessionPhase {
  /**
   * RFC 4954 §4.3 lets a line of an AUTH exchange have 12288 octets; no other command needs more.
   */
  private static final int MAX_COMMAND_LENGTH = 12288;

  private static final int LENGTH_OF_CRLF = 2;

  private final int maxMessageLine;
  private Optional<ExtendedSMTPSession> session = Optional.empty();
  private Optional<ChunkOctets> octets = Optional.empty();
  private int lineHandlers;
  private boolean tlsIsDue;

  SessionPhase(int maxLineLength) {
    // Beyond it the sum would be negative, and every line too long.
    this.maxMessageLine =
        Math.min(maxLineLength, Integer.MAX_VALUE - LENGTH_OF_CRLF) + LENGTH_OF_CRLF;
  }

  void begin(ProtocolSession newSession) {
    session = Optional.of((ExtendedSMTPSession) newSession);
    octets = Optional.of(ChunkOctets.countIn(newSession));
  }

  /** A handler takes the lines instead of the commands: an answer of AUTH, a message, a chunk. */
  void lineHandlerAdded() {
    lineHandlers++;
  }

  /** The handler is content. */
  void lineHandlerRemoved() {
    lineHandlers = Math.max(0, lineHandlers - 1);
  }

  ChunkOctets octets() {
    return octets.orElseThrow(() -> new IllegalStateException("bytes before the greeting"));
  }

  boolean isCommand() {
    return lineHandlers == 0;
  }

  /** Whether lines belong to a message that began with DATA. */
  boolean isMessage() {
    return lineHandlers > 0 && messageIsOpen() && octets().remaining() == 0;
  }

  /** Whether lines belong to the body of such a message, whose filters look for the dot only. */
  boolean isBody() {
    return isMessage() && session.filter(ExtendedSMTPSession::headerComplete).isPresent();
  }

  /** Whether a message has begun, with DATA or BDAT, and not ended. */
  boolean messageIsOpen() {
    return session.filter(open -> open.getMimeMessageWriter() != null).isPresent();
  }

  /** The longest line that may come now, with its end. */
  int maxLineLength() {
    return isMessage() ? maxMessageLine : MAX_COMMAND_LENGTH;
  }

  /** Whether this line is STARTTLS, behind which nothing may stand in clear text (RFC 3207 §6). */
  boolean startsTls(ChannelHandlerContext ctx, ByteBuf line) {
    tlsIsDue =
        isCommand()
            && line.readableBytes() < 20
            && line.toString(StandardCharsets.US_ASCII).trim().equalsIgnoreCase("STARTTLS")
            && ctx.pipeline().get(SslHandler.class) == null;
    return tlsIsDue;
  }

  /** The handshake is done; all bytes from here on were encrypted. */
  void tlsHasStarted() {
    tlsIsDue = false;
  }

  /** Whether bytes that come now came in clear text behind a STARTTLS that was accepted. */
  boolean tlsIsDue(ChannelHandlerContext ctx) {
    tlsIsDue &= ctx.pipeline().get(SslHandler.class) != null;
    return tlsIsDue;
  }
}
