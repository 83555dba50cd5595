package email.wildduck.james.server;

import email.wildduck.james.smtp.port.SubmissionPort;
import java.util.Collection;
import java.util.List;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.CommandHandler;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;

/** A command of the tests: says on which port and on which thread it runs. */
public final class PortProbe implements CommandHandler<SMTPSession> {

  @Override
  public Collection<String> getImplCommands() {
    return List.of("XPROBE");
  }

  @Override
  public Response onCommand(SMTPSession session, Request request) {
    return new SMTPResponse(
        "250", SubmissionPort.nameOf(session) + " on " + Thread.currentThread().getName());
  }
}
