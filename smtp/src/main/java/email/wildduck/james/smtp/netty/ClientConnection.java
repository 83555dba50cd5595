package email.wildduck.james.smtp.netty;

import email.wildduck.james.smtp.port.ConnectionCounter;
import email.wildduck.james.smtp.port.PortSettings;
import email.wildduck.james.smtp.port.SubmissionPort;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.ProxyInformation;

/** Who is at the other end of a connection, once that is known. */
final class ClientConnection {
  private static final AttributeKey<ClientConnection> KEY =
      AttributeKey.valueOf("wildduck.clientConnection");

  private final ConnectionCounter.Slot slot;
  private final Optional<ProxyInformation> proxied;

  private ClientConnection(ConnectionCounter.Slot slot, Optional<ProxyInformation> proxied) {
    this.slot = slot;
    this.proxied = proxied;
  }

  /** A client that is connected to us itself. */
  static ClientConnection direct(ConnectionCounter.Slot slot) {
    return new ClientConnection(slot, Optional.empty());
  }

  /** A client that is connected to a proxy of ours. */
  static ClientConnection proxied(
      ConnectionCounter.Slot slot, InetSocketAddress client, InetSocketAddress destination) {
    return new ClientConnection(slot, Optional.of(new ProxyInformation(client, destination)));
  }

  /** Remembers it with the channel. */
  void keepIn(Channel channel) {
    channel.attr(KEY).set(this);
    proxied
        .map(ProxyInformation::getSource)
        .ifPresent(client -> channel.attr(SubmissionPort.PROXIED_CLIENT).set(client));
    channel.closeFuture().addListener(closed -> slot.close());
  }

  /** Tells a session of the channel what the network layer knows. */
  static void describe(Channel channel, ProtocolSession session, PortSettings settings) {
    session.setAttachment(SubmissionPort.NAME, settings.name(), State.Connection);
    session.setAttachment(SubmissionPort.SETTINGS, settings, State.Connection);
    ClientConnection connection = channel.attr(KEY).get();
    session.setAttachment(SubmissionPort.SLOT, connection.slot, State.Connection);
    connection.proxied.ifPresent(session::setProxyInformation);
  }
}
