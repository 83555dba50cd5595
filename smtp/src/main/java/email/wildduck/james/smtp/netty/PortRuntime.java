package email.wildduck.james.smtp.netty;

import email.wildduck.james.smtp.port.ConnectionCounter;
import email.wildduck.james.smtp.port.PortSettings;
import email.wildduck.james.smtp.reply.Refusals;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.smtpserver.netty.SmtpMetrics;

/** What the connections of one port share. */
final class PortRuntime {
  private final PortSettings settings;
  private final Supplier<Optional<Encryption>> encryption;
  private final Refusals refusals;
  private final SmtpMetrics metrics;
  private final ConnectionCounter counter;
  private final OpenConnections connections = new OpenConnections();

  /**
   * @param encryption asked for each connection, since certificates are exchanged at run time
   */
  PortRuntime(
      PortSettings settings,
      Supplier<Optional<Encryption>> encryption,
      Refusals refusals,
      SmtpMetrics metrics) {
    this.settings = settings;
    this.encryption = encryption;
    this.refusals = refusals;
    this.metrics = metrics;
    this.counter = new ConnectionCounter(settings.limits());
  }

  PortSettings settings() {
    return settings;
  }

  Refusals refusals() {
    return refusals;
  }

  SmtpMetrics metrics() {
    return metrics;
  }

  ConnectionCounter counter() {
    return counter;
  }

  OpenConnections connections() {
    return connections;
  }

  /** The encryption of a new connection; empty when the port has none. */
  Optional<Encryption> encryption() {
    return encryption.get().filter(Encryption::supportsEncryption);
  }

  boolean speaksTlsFromTheStart() {
    return encryption().filter(tls -> !tls.isStartTLS()).isPresent();
  }

  /** The handler of a port that speaks TLS from the first byte. */
  Optional<SslHandler> tlsFromTheStart() {
    return encryption().filter(tls -> !tls.isStartTLS()).map(this::handler);
  }

  /** A handler that gives the handshake up after the port's {@code handshakeTimeout}. */
  SslHandler handler(Encryption tls) {
    SslHandler handler = tls.sslHandler();
    handler.setHandshakeTimeoutMillis(settings.handshakeTime().toMillis());
    return handler;
  }
}
