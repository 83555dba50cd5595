package email.wildduck.james.smtp.netty;

import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.Response;

/** What a session is told beside the replies to its commands. */
final class SessionReplies {
  private final ProtocolSession session;
  private final SubmissionTransport transport;

  SessionReplies(ProtocolSession session, SubmissionTransport transport) {
    this.session = session;
    this.transport = transport;
  }

  ProtocolSession session() {
    return session;
  }

  String clientAddress() {
    return session.getRemoteAddress().getAddress().getHostAddress();
  }

  /** Writes a reply; the connection ends behind it if the reply says so. */
  void write(Response response) {
    transport.writeResponse(response, session);
  }

  /** Whether the last reply has been written. */
  boolean areOver() {
    return transport.isClosing();
  }

  int takeLastCode() {
    return transport.takeLastCode();
  }
}
