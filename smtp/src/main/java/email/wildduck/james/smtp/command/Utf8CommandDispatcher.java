package email.wildduck.james.smtp.command;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.reply.LoggedRefusals;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.protocols.api.BaseRequest;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.CommandDispatcher;
import org.apache.james.protocols.smtp.SMTPSession;

/**
 * Reads command lines as UTF-8 (RFC 6531 §3.3); James reads ASCII and puts a replacement character
 * for all else. A line that is not UTF-8, or has a control character in it, NUL and tabs included,
 * is refused with {@code 500 5.5.2}. Takes no parameters; part of {@link
 * email.wildduck.james.smtp.SubmissionHandlers}.
 */
public final class Utf8CommandDispatcher extends CommandDispatcher<SMTPSession> {
  private static final SmtpReply NOT_TEXT =
      SmtpReply.of(500, "5.5.2", "A command is one line of UTF-8 without control characters");

  private final LoggedRefusals refusals;

  /** All ports count together. */
  @Inject
  public Utf8CommandDispatcher(LoggedRefusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public Response onLine(SMTPSession session, byte[] line) {
    return text(line).isPresent()
        ? super.onLine(session, line)
        : refusals.response(session, "unknown", "not_text", NOT_TEXT);
  }

  @Override
  protected Request parseRequest(SMTPSession session, byte[] line) {
    String command = text(line).orElse("");
    int space = command.indexOf(' ');
    return space < 0
        ? new BaseRequest(command.toUpperCase(Locale.ROOT), null)
        : new BaseRequest(
            command.substring(0, space).toUpperCase(Locale.ROOT),
            command.substring(space + 1).trim());
  }

  /** The line without its end and blanks around it; empty when it is no text. */
  private static Optional<String> text(byte[] line) {
    int length = line.length;
    if (length > 0 && line[length - 1] == '\n') {
      length--;
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length)).toString();
      return text.codePoints().noneMatch(Character::isISOControl)
          ? Optional.of(text.trim())
          : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
