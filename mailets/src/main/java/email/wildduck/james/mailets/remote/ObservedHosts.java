package email.wildduck.james.mailets.remote;

import com.google.common.net.InetAddresses;
import com.sun.mail.smtp.SMTPSendFailedException;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.Reply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import javax.mail.Address;
import javax.mail.MessagingException;
import javax.mail.internet.InternetAddress;
import org.apache.james.transport.mailets.remote.delivery.ExecutionResult;
import org.apache.james.transport.mailets.remote.delivery.MailDelivrerToHost;
import org.apache.james.transport.mailets.remote.delivery.RemoteDeliveryConfiguration;
import org.apache.mailet.HostAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;

/**
 * RemoteDelivery's way to one host, which notes on the Mail which host that was and what it said.
 * For Mails with one recipient. Thread-safe.
 */
@SuppressWarnings("deprecation") // HostAddress: RemoteDelivery has no other
final class ObservedHosts extends MailDelivrerToHost {
  /**
   * Has JavaMail tell the reply to a message that was taken. It does so by an exception; with
   * several recipients in a Mail, RemoteDelivery would lose some by that.
   */
  static final Map<String, String> PARAMETERS =
      Map.of("mail.smtp.reportsuccess", "true", "mail.smtps.reportsuccess", "true");

  private static final int SMTP_PORT = 25;

  private final Optional<InetAddress> local;

  ObservedHosts(RemoteDeliveryConfiguration configuration, MailetContext context) {
    super(configuration, context);
    this.local = Optional.ofNullable(configuration.getBindAddress()).flatMap(ObservedHosts::find);
  }

  @Override
  public ExecutionResult tryDeliveryToHost(
      Mail mail, Collection<InternetAddress> addresses, HostAddress host)
      throws MessagingException {
    LastTry last = LastTry.at(peerOf(host));
    last.noteOn(mail);
    try {
      return super.tryDeliveryToHost(mail, addresses, host);
    } catch (SMTPSendFailedException e) {
      if (!isTaken(e)) {
        throw e;
      }
      Optional<Reply> reply = ReplyTexts.parse(e.getMessage());
      reply.map(last::saying).ifPresent(known -> known.noteOn(mail));
      return ExecutionResult.success();
    }
  }

  private static boolean isTaken(SMTPSendFailedException e) {
    return e.getReturnCode() / 100 == 2
        && count(e.getValidSentAddresses()) > 0
        && count(e.getValidUnsentAddresses()) == 0
        && count(e.getInvalidAddresses()) == 0;
  }

  private static int count(Address[] addresses) {
    return addresses == null ? 0 : addresses.length;
  }

  private Peer peerOf(HostAddress host) {
    int port = host.getPort() > 0 ? host.getPort() : SMTP_PORT;
    InetSocketAddress remote =
        find(host.getHost())
            .map(address -> new InetSocketAddress(address, port))
            .orElseGet(() -> InetSocketAddress.createUnresolved(host.getHost(), port));
    Peer peer = Peer.of(host.getHostName().replaceFirst("\\.$", ""), remote).unobserved();
    return local.map(peer::from).orElse(peer);
  }

  /** Only a literal: a name would be looked up here. */
  private static Optional<InetAddress> find(String text) {
    return Optional.of(text).filter(InetAddresses::isInetAddress).map(InetAddresses::forString);
  }
}
