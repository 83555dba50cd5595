package email.wildduck.james.smtp.xclient;

import email.wildduck.james.smtp.port.PortSettings;
import email.wildduck.james.smtp.port.SubmissionPort;
import java.net.InetAddress;
import java.util.Optional;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;

/** Who may use XCLIENT, and until when. */
final class XclientAccess {
  /** Set when the session has become somebody else's. */
  static final AttachmentKey<Boolean> SPENT =
      AttachmentKey.of("wildduck.xclientSpent", Boolean.class);

  private XclientAccess() {}

  /** Whether anybody may on this port. */
  static boolean isOffered(SMTPSession session) {
    return settings(session).filter(port -> !port.xclientPeers().isEmpty()).isPresent();
  }

  /** Whether the peer may now. */
  static boolean isGranted(SMTPSession session) {
    InetAddress peer = session.getRemoteAddress().getAddress();
    return settings(session).filter(port -> port.xclientPeers().contains(peer)).isPresent()
        && session.getAttachment(SPENT, State.Connection).isEmpty()
        && session.getUsername() == null;
  }

  private static Optional<PortSettings> settings(SMTPSession session) {
    return session.getAttachment(SubmissionPort.SETTINGS, State.Connection);
  }
}
