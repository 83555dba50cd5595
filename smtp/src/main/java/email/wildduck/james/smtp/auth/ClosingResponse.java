package email.wildduck.james.smtp.auth;

import email.wildduck.james.core.error.SmtpReply;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.protocols.api.Response;

/** The response to a command, then a reply of its own that says why the connection is closed. */
final class ClosingResponse implements Response {
  private final Response response;
  private final SmtpReply farewell;

  ClosingResponse(Response response, SmtpReply farewell) {
    this.response = response;
    this.farewell = farewell;
  }

  @Override
  public String getRetCode() {
    return response.getRetCode();
  }

  @Override
  public List<CharSequence> getLines() {
    List<CharSequence> lines = new ArrayList<>(response.getLines());
    lines.add(farewell.toString());
    return lines;
  }

  @Override
  public boolean isEndSession() {
    return true;
  }
}
