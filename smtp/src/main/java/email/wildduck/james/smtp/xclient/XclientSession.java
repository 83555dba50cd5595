package email.wildduck.james.smtp.xclient;

import email.wildduck.james.core.account.AuthenticatedUser;
import email.wildduck.james.smtp.auth.SubmissionUser;
import email.wildduck.james.smtp.port.SubmissionPort;
import email.wildduck.james.smtp.xclient.XclientAttributes.Name;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.ProxyInformation;
import org.apache.james.protocols.smtp.SMTPSession;

/** Makes the session of a proxy the session of its client. */
final class XclientSession {
  private XclientSession() {}

  /** Counts the connection for the client; false when that has too many. */
  static boolean count(SMTPSession session, XclientAttributes attributes) {
    return attributes
        .address(Name.ADDR)
        .flatMap(
            client ->
                session
                    .getAttachment(SubmissionPort.SLOT, State.Connection)
                    .map(slot -> slot.moveTo(client)))
        .orElse(true);
  }

  /** Forgets what the proxy has said so far, and writes down what it says of its client. */
  static void apply(
      SMTPSession session, XclientAttributes attributes, Optional<AuthenticatedUser> user) {
    session.resetState();
    session.removeAttachment(SMTPSession.CURRENT_HELO_NAME, State.Connection);
    session.removeAttachment(SMTPSession.CURRENT_HELO_MODE, State.Connection);
    session.setProxyInformation(addresses(session, attributes));
    attributes
        .text(Name.HELO)
        .ifPresent(
            helo -> session.setAttachment(SMTPSession.CURRENT_HELO_NAME, helo, State.Connection));
    attributes
        .text(Name.PROTO)
        .map(protocol -> protocol.toUpperCase(Locale.ROOT).equals("ESMTP") ? "EHLO" : "HELO")
        .ifPresent(
            mode -> session.setAttachment(SMTPSession.CURRENT_HELO_MODE, mode, State.Connection));
    user.ifPresent(login -> SubmissionUser.logIn(session, login));
    if (attributes.has(Name.ADDR) || user.isPresent()) {
      session.setAttachment(XclientAccess.SPENT, true, State.Connection);
    }
  }

  private static ProxyInformation addresses(SMTPSession session, XclientAttributes attributes) {
    InetSocketAddress peer = session.getRemoteAddress();
    InetSocketAddress local = session.getLocalAddress();
    return new ProxyInformation(
        address(attributes, Name.ADDR, Name.PORT, peer),
        address(attributes, Name.DESTADDR, Name.DESTPORT, local));
  }

  private static InetSocketAddress address(
      XclientAttributes attributes, Name address, Name port, InetSocketAddress known) {
    InetAddress host = attributes.address(address).orElse(known.getAddress());
    return new InetSocketAddress(host, attributes.port(port).orElse(known.getPort()));
  }
}
