package email.wildduck.james.delivery.http;

import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.TlsInfo;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.http.HttpHost;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;

/** Connects as another factory does, and notes in the request's context to whom. */
final class ObservedSockets implements ConnectionSocketFactory {
  private static final String PEER = "wildduck.peer";

  private final ConnectionSocketFactory factory;

  ObservedSockets(ConnectionSocketFactory factory) {
    this.factory = factory;
  }

  @Override
  public Socket createSocket(HttpContext context) throws IOException {
    return factory.createSocket(context);
  }

  @Override
  public Socket connectSocket(
      int timeout,
      Socket socket,
      HttpHost host,
      InetSocketAddress remote,
      InetSocketAddress local,
      HttpContext context)
      throws IOException {
    Socket connected = factory.connectSocket(timeout, socket, host, remote, local, context);
    Peer peer = Peer.of(host.getHostName(), remote).from(connected.getLocalAddress());
    if (connected instanceof SSLSocket) {
      SSLSession tls = ((SSLSocket) connected).getSession();
      peer = peer.over(new TlsInfo(tls.getProtocol(), tls.getCipherSuite(), Optional.empty()));
    }
    context.setAttribute(PEER, peer);
    return connected;
  }

  /** The connection of a request that was answered. */
  static Peer peerOf(HttpContext context) {
    return (Peer) context.getAttribute(PEER);
  }
}
