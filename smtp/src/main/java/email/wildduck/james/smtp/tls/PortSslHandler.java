package email.wildduck.james.smtp.tls;

import email.wildduck.james.core.event.Event;
import email.wildduck.james.smtp.port.SubmissionPort;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A handshake that fails ends its connection with one line in the log ({@code TLSFAILED} with
 * {@code ip} and {@code error}, at INFO). James would write an error with a stack for each scanner
 * and each client that does not trust the certificate.
 */
final class PortSslHandler extends SslHandler {
  private static final Logger LOG = LoggerFactory.getLogger(PortSslHandler.class);

  private String ip = "";
  private boolean told;

  /**
   * @param startTls whether what is written first, the reply to STARTTLS, stays in clear text
   */
  PortSslHandler(SSLEngine engine, boolean startTls, Executor handshakes) {
    super(engine, startTls, handshakes);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    SocketAddress remote =
        Optional.<SocketAddress>ofNullable(ctx.channel().attr(SubmissionPort.PROXIED_CLIENT).get())
            .orElseGet(ctx.channel()::remoteAddress);
    if (remote instanceof InetSocketAddress) {
      ip = ((InetSocketAddress) remote).getAddress().getHostAddress();
    }
    super.handlerAdded(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
    Optional<SSLException> failure = tlsFailure(cause);
    if (failure.isEmpty() || handshakeFuture().isSuccess()) {
      super.exceptionCaught(ctx, cause);
      return;
    }
    // Netty has closed the channel by now.
    if (!told) {
      told = true;
      Event.of("TLSFAILED").with("ip", ip).with("error", reason(failure.get())).info(LOG);
    }
  }

  private static Optional<SSLException> tlsFailure(Throwable cause) {
    Throwable next = cause;
    while (next != null) {
      if (next instanceof SSLException) {
        return Optional.of((SSLException) next);
      }
      next = next.getCause();
    }
    return Optional.empty();
  }

  private static String reason(SSLException failure) {
    // Netty's message has everything in it that the client sent.
    return failure instanceof NotSslRecordException
        ? "not TLS"
        : String.valueOf(failure.getMessage());
  }
}
