package email.wildduck.james.smtp.tls;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/** A client and a server whose bytes are carried by hand. */
final class TlsPair {
  private final EmbeddedChannel server;
  private final EmbeddedChannel client;
  private final SslHandler clientTls;

  private TlsPair(PortTls port, SSLEngine engine) {
    clientTls = new SslHandler(engine);
    server = new EmbeddedChannel(port.encryption().sslHandler());
    client = new EmbeddedChannel(clientTls);
  }

  /** A handshake of a client that asks for a name, or for none. */
  static TlsPair handshake(PortTls port, Optional<String> name, String... protocols)
      throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    name.ifPresent(n -> parameters.setServerNames(List.of(new SNIHostName(n))));
    if (protocols.length > 0) {
      parameters.setProtocols(protocols);
    }
    engine.setSSLParameters(parameters);
    return new TlsPair(port, engine).carry();
  }

  SSLSession session() {
    return clientTls.engine().getSession();
  }

  Certificate shown() throws Exception {
    clientTls.handshakeFuture().get();
    return session().getPeerCertificates()[0];
  }

  boolean succeeded() {
    return clientTls.handshakeFuture().isSuccess();
  }

  private TlsPair carry() {
    boolean moved = true;
    while (moved) {
      moved = carry(client, server);
      moved |= carry(server, client);
    }
    return this;
  }

  private static boolean carry(EmbeddedChannel from, EmbeddedChannel to) {
    from.runPendingTasks();
    boolean moved = false;
    for (Object bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
      if (!to.isOpen()) {
        ReferenceCountUtil.release(bytes);
        continue;
      }
      try {
        to.writeInbound(bytes);
      } catch (RuntimeException e) {
        return false;
      }
      to.runPendingTasks();
      moved = true;
    }
    return moved;
  }
}
