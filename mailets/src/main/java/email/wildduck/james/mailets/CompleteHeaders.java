package email.wildduck.james.mailets;

import com.google.common.net.InetAddresses;
import email.wildduck.james.core.compose.HeaderCompletion;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.ZoneWish;
import java.net.InetAddress;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/**
 * Gives a message the Message-ID and Date that it lacks, tells the client's address in
 * X-Originating-IP, and removes Bcc and X-Sending-Zone; on the interfaces {@code api} and {@code
 * bounce} {@link Route} still hears of the latter. No other byte is changed.
 *
 * <ul>
 *   <li><b>originatingIp</b> (optional) – whether X-Originating-IP is set, true or false; default
 *       true. The ports of our server have set it already; with false it is removed again
 * </ul>
 *
 * <pre>{@code
 * <mailet match="All" class="email.wildduck.james.mailets.CompleteHeaders">
 *   <originatingIp>true</originatingIp>
 * </mailet>
 * }</pre>
 */
public final class CompleteHeaders extends GenericMailet {
  private final HeaderCompletion completion;
  private boolean originatingIp;

  /** One completion serves all mailets. */
  @Inject
  public CompleteHeaders(HeaderCompletion completion) {
    this.completion = completion;
  }

  @Override
  public void init() throws MessagingException {
    String value = getInitParameter("originatingIp", "true");
    if (!value.equals("true") && !value.equals("false")) {
      throw new MessagingException(
          "CompleteHeaders: <originatingIp> is \"" + value + "\"; it must be true or false");
    }
    originatingIp = value.equals("true");
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    RawMessage message = MailMessages.rawMessage(mail);
    ZoneWish.keep(mail, message.headers());
    RawMessage completed = completed(message, Envelope.of(mail).mailFrom(), client(mail));
    if (!completed.headers().equals(message.headers())) {
      MailMessages.replace(mail, completed);
    }
  }

  private RawMessage completed(RawMessage message, String mailFrom, Optional<InetAddress> client) {
    if (originatingIp) {
      return completion.complete(message, mailFrom, client);
    }
    RawMessage hidden =
        client.map(address -> completion.withoutOrigin(message, address)).orElse(message);
    return completion.complete(hidden, mailFrom, Optional.empty());
  }

  private static Optional<InetAddress> client(Mail mail) {
    return Optional.ofNullable(mail.getRemoteAddr())
        .filter(InetAddresses::isInetAddress)
        .map(InetAddresses::forString);
  }
}
