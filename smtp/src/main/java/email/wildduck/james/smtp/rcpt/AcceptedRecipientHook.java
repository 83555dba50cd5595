package email.wildduck.james.smtp.rcpt;

import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.RcptHook;

/**
 * Lets a recipient that is named again take the place of the former, letter case aside, so that it
 * counts once and gets one message. The last of the RCPT hooks: what comes this far is accepted.
 * Takes no parameters.
 *
 * <p>In {@code smtpserver.xml} of a stock James, before James' own handlers:
 *
 * <pre>{@code
 * <handler class="email.wildduck.james.smtp.rcpt.AcceptedRecipientHook"/>
 * }</pre>
 */
public final class AcceptedRecipientHook implements RcptHook {
  private final RecipientMetrics metrics;

  /** Accepted recipients are counted. */
  @Inject
  public AcceptedRecipientHook(RecipientMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
    List<MailAddress> others = new ArrayList<>(Recipients.besides(session, recipient));
    if (others.size() < session.getRcptCount()) {
      session.setAttachment(SMTPSession.RCPT_LIST, others, State.Transaction);
      metrics.repeated();
    } else {
      metrics.accepted();
    }
    return HookResult.DECLINED;
  }
}
