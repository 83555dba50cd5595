package email.wildduck.james.smtp.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.netty.HandlerConstants;
import org.apache.james.protocols.netty.NettyProtocolTransport;

/** Writes to a client, and remembers what it was told last. */
final class SubmissionTransport extends NettyProtocolTransport {
  private static final int CODE_LENGTH = 3;

  private final Channel channel;
  private final PortRuntime port;
  private int lastCode;
  private boolean closing;

  SubmissionTransport(Channel channel, PortRuntime port) {
    super(channel, port.encryption().orElse(null), false);
    this.channel = channel;
    this.port = port;
  }

  @Override
  protected void writeToClient(byte[] bytes, ProtocolSession session, boolean startTls) {
    if (bytes.length >= CODE_LENGTH) {
      lastCode = Integer.parseInt(new String(bytes, 0, CODE_LENGTH, StandardCharsets.US_ASCII));
    }
    if (startTls) {
      // In place before the client hears of it, whose handshake would else go by; the handler lets
      // the reply through in clear text.
      port.encryption()
          .map(port::handler)
          .ifPresent(tls -> channel.pipeline().addFirst(HandlerConstants.SSL_HANDLER, tls));
    }
    var unused = channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
  }

  @Override
  protected void close() {
    closing = true;
    super.close();
  }

  /** Whether the last reply has been written. */
  boolean isClosing() {
    return closing;
  }

  /** The reply code that was written last; 0 when none was since the last call. */
  int takeLastCode() {
    int code = lastCode;
    lastCode = 0;
    return code;
  }
}
