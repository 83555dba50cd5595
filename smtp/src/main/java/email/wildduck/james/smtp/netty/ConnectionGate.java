package email.wildduck.james.smtp.netty;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.core.event.Event;
import email.wildduck.james.smtp.port.ConnectionCounter;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.james.protocols.netty.HandlerConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first handler of a connection: nobody behind it hears of the connection before the client's
 * address is known and the client has been counted. A header of the PROXY protocol is read from
 * trusted peers, and only from them; what anybody else sends is not looked at here.
 */
final class ConnectionGate extends ChannelInboundHandlerAdapter {
  private static final Logger LOGGER = LoggerFactory.getLogger(ConnectionGate.class);

  private final PortRuntime port;
  private Optional<Future<?>> headerTimeout = Optional.empty();
  private boolean passed;

  ConnectionGate(PortRuntime port) {
    this.port = port;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    InetSocketAddress peer = (InetSocketAddress) ctx.channel().remoteAddress();
    if (port.connections().areEnding()) {
      turnAway(ctx, peer, "shutdown", Farewells.SHUTDOWN);
    } else if (port.settings().proxyPeers().areExpectedAt(peer.getAddress())) {
      awaitHeader(ctx, peer);
    } else if (port.settings().proxyPeers().othersAreRefused()) {
      turnAway(ctx, peer, "no_proxy", Farewells.NO_PROXY);
    } else {
      countDirect(ctx, peer);
    }
  }

  private void awaitHeader(ChannelHandlerContext ctx, InetSocketAddress peer) {
    ctx.pipeline()
        .addBefore(ctx.name(), HandlerConstants.PROXY_HANDLER, new HAProxyMessageDecoder());
    headerTimeout =
        Optional.of(
            ctx.executor()
                .schedule(
                    () -> turnAway(ctx, peer, "proxy_timeout", Farewells.NO_PROXY_HEADER),
                    port.settings().proxyPeers().headerTime().toMillis(),
                    TimeUnit.MILLISECONDS));
    ctx.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (passed) {
      ctx.fireChannelRead(message);
    } else if (message instanceof HAProxyMessage) {
      headerTimeout.ifPresent(timeout -> timeout.cancel(false));
      try {
        readHeader(ctx, (HAProxyMessage) message);
      } finally {
        ReferenceCountUtil.release(message);
      }
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  private void readHeader(ChannelHandlerContext ctx, HAProxyMessage header) {
    InetSocketAddress peer = (InetSocketAddress) ctx.channel().remoteAddress();
    if (ProxyHeader.isAboutNobody(header)) {
      countDirect(ctx, peer);
      return;
    }
    Optional<InetSocketAddress> client = ProxyHeader.client(header);
    Optional<InetSocketAddress> destination = ProxyHeader.destination(header);
    if (client.isEmpty() || destination.isEmpty()) {
      turnAway(ctx, peer, "proxy_header", Farewells.NO_PROXY_HEADER);
      return;
    }
    Optional<ConnectionCounter.Slot> slot = port.counter().open(client.get().getAddress());
    if (slot.isEmpty()) {
      turnAway(ctx, client.get(), "connections", Farewells.TOO_MANY_CONNECTIONS);
    } else {
      pass(ctx, ClientConnection.proxied(slot.get(), client.get(), destination.get()));
    }
  }

  private void countDirect(ChannelHandlerContext ctx, InetSocketAddress peer) {
    Optional<ConnectionCounter.Slot> slot = port.counter().open(peer.getAddress());
    if (slot.isEmpty()) {
      turnAway(ctx, peer, "connections", Farewells.TOO_MANY_CONNECTIONS);
    } else {
      pass(ctx, ClientConnection.direct(slot.get()));
    }
  }

  private void pass(ChannelHandlerContext ctx, ClientConnection connection) {
    connection.keepIn(ctx.channel());
    port.tlsFromTheStart()
        .ifPresent(tls -> ctx.pipeline().addAfter(ctx.name(), HandlerConstants.SSL_HANDLER, tls));
    passed = true;
    ctx.fireChannelActive();
  }

  private void turnAway(
      ChannelHandlerContext ctx, InetSocketAddress client, String reason, SmtpReply reply) {
    port.refusals().count("connect", reason);
    Event.of("CONNREFUSED")
        .with("interface", port.settings().name())
        .with("ip", client.getAddress().getHostAddress())
        .with("reason", reason)
        .info(LOGGER);
    if (port.speaksTlsFromTheStart()) {
      var unused = ctx.close();
    } else {
      ctx.writeAndFlush(Unpooled.copiedBuffer(reply + "\r\n", StandardCharsets.US_ASCII))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (passed) {
      ctx.fireChannelReadComplete();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    headerTimeout.ifPresent(timeout -> timeout.cancel(false));
    if (passed) {
      ctx.fireChannelInactive();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (passed) {
      ctx.fireExceptionCaught(cause);
    } else {
      headerTimeout.ifPresent(timeout -> timeout.cancel(false));
      turnAway(
          ctx,
          (InetSocketAddress) ctx.channel().remoteAddress(),
          "proxy_header",
          Farewells.NO_PROXY_HEADER);
    }
  }
}
