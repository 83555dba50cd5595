package email.wildduck.james.smtp.tls;

import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.apache.james.protocols.api.ClientAuth;
import org.apache.james.protocols.netty.Encryption;

/**
 * James' encryption with handshakes on threads of their own. James' works on them on the threads
 * that serve the sockets, where waiting for a database would hold up every connection.
 */
final class OffloadedEncryption implements Encryption {
  private final Encryption james;
  private final Executor handshakes;
  private final Duration handshakeTimeout;

  OffloadedEncryption(Encryption james, Executor handshakes, Duration handshakeTimeout) {
    this.james = james;
    this.handshakes = handshakes;
    this.handshakeTimeout = handshakeTimeout;
  }

  /** On a port with STARTTLS, the first write of its connection has to be the reply to that. */
  @Override
  public SslHandler sslHandler() {
    SslHandler handler =
        new PortSslHandler(james.sslHandler().engine(), james.isStartTLS(), handshakes);
    handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
    return handler;
  }

  @Override
  public boolean isStartTLS() {
    return james.isStartTLS();
  }

  @Override
  public boolean supportsEncryption() {
    return james.supportsEncryption();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return james.getEnabledCipherSuites();
  }

  @Override
  public ClientAuth getClientAuth() {
    return james.getClientAuth();
  }
}
