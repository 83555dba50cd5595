package email.wildduck.james.smtp.auth;

import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.smtp.SMTPSession;

/** Gives the next line of a client to an exchange instead of taking it for a command. */
public final class AuthLines {
  private static final AttachmentKey<Boolean> WAITING =
      AttachmentKey.of("wildduck.authLine", Boolean.class);

  private AuthLines() {}

  /** The next line, without its end and blanks there, is for that receiver; only that one line. */
  static void expect(SMTPSession session, BiFunction<SMTPSession, String, Response> receiver) {
    LineHandler<SMTPSession> handler =
        (current, line) -> {
          abandon(current);
          return receiver.apply(
              current, new String(line, StandardCharsets.ISO_8859_1).stripTrailing());
        };
    session.setAttachment(WAITING, true, State.Connection);
    session.pushLineHandler(handler);
  }

  /**
   * Ends the exchange of a session, if there is one: the next line is a command again. For a line
   * that was too long to be read.
   */
  public static void abandon(SMTPSession session) {
    if (session.removeAttachment(WAITING, State.Connection).isPresent()) {
      session.popLineHandler();
    }
  }
}
