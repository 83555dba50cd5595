package email.wildduck.james.smtp.data;

import email.wildduck.james.queue.mail.Reception;
import email.wildduck.james.queue.mail.Submission;
import email.wildduck.james.smtp.auth.SubmissionUser;
import email.wildduck.james.smtp.port.SubmissionPort;
import java.time.Clock;
import javax.inject.Inject;
import org.apache.commons.configuration2.Configuration;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.server.core.MailImpl;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * Writes to the Mail who submitted it and how: see {@link Submission} and {@link Reception}, and
 * James' own attributes for HELO name, session id and user. The client's address is not looked up
 * in the DNS.
 *
 * <ul>
 *   <li>{@code interface} (optional, default {@code submission}): the name of the port, in a stock
 *       James; in our server it is the port's {@code jmxName}
 * </ul>
 *
 * <p>In {@code smtpserver.xml} of a stock James, before James' own handlers:
 *
 * <pre>{@code
 * <handler class="email.wildduck.james.smtp.data.SubmissionAttributesHook"/>
 * }</pre>
 */
public final class SubmissionAttributesHook implements JamesMessageHook {
  private static final String DEFAULT_INTERFACE = "submission";

  private final Clock clock;
  private String interfaceName = DEFAULT_INTERFACE;

  /** The clock gives the time of acceptance. */
  @Inject
  public SubmissionAttributesHook(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void init(Configuration configuration) {
    interfaceName = configuration.getString("interface", DEFAULT_INTERFACE);
  }

  @Override
  public HookResult onMessage(SMTPSession session, Mail mail) {
    String address = session.getRemoteAddress().getAddress().getHostAddress();
    if (mail instanceof MailImpl) {
      ((MailImpl) mail).setRemoteAddr(address);
      ((MailImpl) mail).setRemoteHost(address);
    }
    mail.setAttribute(
        new Attribute(Mail.SMTP_SESSION_ID, AttributeValue.of(session.getSessionID())));
    String helo = session.getAttachment(SMTPSession.CURRENT_HELO_NAME, State.Connection).orElse("");
    if (!helo.isEmpty()) {
      mail.setAttribute(new Attribute(Mail.SMTP_HELO, AttributeValue.of(helo)));
    }
    new Reception(
            address,
            helo,
            TransmissionType.of(session),
            clock.instant(),
            session.getSessionID(),
            session.getAttachment(SubmissionPort.NAME, State.Connection).orElse(interfaceName))
        .writeTo(mail);
    session
        .getAttachment(SubmissionUser.KEY, State.Connection)
        .ifPresent(
            user -> {
              mail.setAttribute(
                  new Attribute(Mail.SMTP_AUTH_USER, AttributeValue.of(user.username())));
              new Submission(
                      mail.getName(), user.userId(), user.username(), user.authenticatedSender())
                  .writeTo(mail);
            });
    return HookResult.DECLINED;
  }
}
