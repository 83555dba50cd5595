package email.wildduck.james.smtp.data;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.reply.LoggedRefusals;
import java.util.List;
import java.util.regex.Pattern;
import javax.inject.Inject;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.smtp.MailEnvelope;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.DataLineFilter;
import org.apache.james.protocols.smtp.core.esmtp.EhloExtension;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.MailParametersHook;
import org.apache.james.protocols.smtp.hook.MessageHook;

/**
 * SIZE (RFC 1870) with the port's {@code maxmessagesize}; 0 is no limit. A {@code SIZE=} above it
 * is refused with {@code 552 5.3.4}, one that is no number with {@code 501 5.5.4}. A message above
 * it is read to its end, without being stored, and refused with {@code 552 5.3.4}. Counted are the
 * bytes the client sends, without the dots that SMTP adds. Takes no parameters; part of {@link
 * email.wildduck.james.smtp.SubmissionHandlers}, before the filter that adds Received.
 */
public final class SizeExtension
    implements MailParametersHook, EhloExtension, DataLineFilter, MessageHook {
  /** RFC 1870 §4: up to 20 digits. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");

  private static final SmtpReply BAD_VALUE =
      SmtpReply.of(501, "5.5.4", "SIZE is a number of bytes");

  private final LoggedRefusals refusals;

  /** All ports count together. */
  @Inject
  public SizeExtension(LoggedRefusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public List<String> getImplementedEsmtpFeatures(SMTPSession session) {
    return List.of("SIZE " + max(session));
  }

  @Override
  public String[] getMailParamNames() {
    return new String[] {"SIZE"};
  }

  @Override
  public HookResult doMailParameter(SMTPSession session, String name, String value) {
    if (!NUMBER.matcher(value).matches()) {
      return refusals.hook(session, "mail", "parameter_value", BAD_VALUE);
    }
    long size = value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
    return exceeds(session, size)
        ? refusals.hook(session, "mail", "size", tooLarge(String.valueOf(max(session))))
        : HookResult.DECLINED;
  }

  @Override
  public Response onLine(SMTPSession session, byte[] line, LineHandler<SMTPSession> next) {
    if (line.length == 3 && line[0] == '.') {
      return next.onLine(session, line);
    }
    int stuffed = line.length > 0 && line[0] == '.' ? 1 : 0;
    long size = session.currentMessageSize() + line.length - stuffed;
    session.setCurrentMessageSize(size);
    return exceeds(session, size) ? null : next.onLine(session, line);
  }

  /** James asks this kind of hook before all others, when the message has ended. */
  @Override
  public HookResult onMessage(SMTPSession session, MailEnvelope mail) {
    long size = session.currentMessageSize();
    return exceeds(session, size)
        ? refusals.hook(session, "data", "size", tooLarge(max(session) + " B (" + size + " B)"))
        : HookResult.DECLINED;
  }

  private static boolean exceeds(SMTPSession session, long size) {
    return max(session) > 0 && size > max(session);
  }

  private static long max(SMTPSession session) {
    return session.getConfiguration().getMaxMessageSize();
  }

  private static SmtpReply tooLarge(String limit) {
    return SmtpReply.of(552, "5.3.4", "Message exceeds fixed maximum message size " + limit);
  }
}
