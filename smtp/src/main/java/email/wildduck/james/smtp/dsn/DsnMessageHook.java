package email.wildduck.james.smtp.dsn;

import java.time.Clock;
import java.time.ZonedDateTime;
import javax.inject.Inject;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.Mail;

/**
 * Writes to the Mail what was asked with RET, ENVID, NOTIFY and ORCPT, where James looks for it:
 * {@link Mail#dsnParameters()}, with recipients in their ASCII form, and the time of arrival as
 * {@code dsn-arrival-date}. Takes no parameters.
 */
public final class DsnMessageHook implements JamesMessageHook {
  private static final AttributeName ARRIVAL = AttributeName.of("dsn-arrival-date");

  private final Clock clock;

  /** The clock gives the time of arrival. */
  @Inject
  public DsnMessageHook(Clock clock) {
    this.clock = clock;
  }

  @Override
  public HookResult onMessage(SMTPSession session, Mail mail) {
    DsnParameters.of(
            session.getAttachment(DsnExtension.ENVID, State.Transaction),
            session.getAttachment(DsnExtension.RET, State.Transaction),
            session
                .getAttachment(DsnRecipientHook.OPTIONS, State.Transaction)
                .orElse(RecipientOptions.NONE)
                .of(mail.getRecipients()))
        .ifPresent(mail::setDsnParameters);
    mail.setAttribute(new Attribute(ARRIVAL, AttributeValue.of(ZonedDateTime.now(clock))));
    return HookResult.DECLINED;
  }
}
