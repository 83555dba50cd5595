package email.wildduck.james.mailets.remote;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.Target;
import email.wildduck.james.mailets.deliver.ToldDelivery;
import email.wildduck.james.queue.james.MailMessages;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.Submission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.mail.MessagingException;
import org.apache.james.transport.mailets.RemoteDelivery;
import org.apache.james.transport.mailets.remote.delivery.DeliveryRetriesHelper;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Mail with one recipient that RemoteDelivery takes from its queue, as a delivery that events can
 * tell of. Made before the attempt, which changes the Mail.
 */
final class RemoteMail {
  private static final Logger LOGGER = LoggerFactory.getLogger(RemoteMail.class);

  /** What {@link DeliverByRemoteDelivery} and RemoteDelivery make of a Mail's name. */
  private static final Pattern NAME =
      Pattern.compile("(.*?)\\.([0-9a-f]{3,})(?:" + RemoteDelivery.NAME_JUNCTION + ".*)?");

  private static final String ONLY_ONE = "001";

  private final ToldDelivery told;
  private final String domain;
  private final Recipient recipient;
  private final DeliveryRequest request;

  private RemoteMail(
      ToldDelivery told, String domain, Recipient recipient, DeliveryRequest request) {
    this.told = told;
    this.domain = domain;
    this.recipient = recipient;
    this.request = request;
  }

  /**
   * @param zone where it waits
   */
  static RemoteMail of(Mail mail, String zone) {
    String address = Envelope.of(mail).recipients().get(0);
    String domain = address.substring(address.lastIndexOf('@') + 1);
    Matcher name = NAME.matcher(mail.getName());
    boolean isOurs = name.matches();
    String id =
        Submission.of(mail)
            .map(Submission::queueId)
            .orElse(isOurs ? name.group(1) : mail.getName());
    ToldDelivery told =
        new ToldDelivery(
            id,
            isOurs ? name.group(2) : ONLY_ONE,
            address,
            zone,
            DeliveryRetriesHelper.retrieveRetries(mail));
    Recipient recipient = Recipient.of(address);
    DeliveryRequest request =
        DeliveryRequest.builder(told.toString(), messageOf(mail), Target.mxOf(domain))
            .sender(WireForm.mailFrom(mail))
            .zone(zone)
            .recipient(recipient)
            .build();
    return new RemoteMail(told, domain, recipient, request);
  }

  /** Nothing for one that cannot be read: the attempt will say so. */
  private static RawMessage messageOf(Mail mail) {
    try {
      return MailMessages.rawMessage(mail);
    } catch (MessagingException e) {
      LOGGER.warn("{} is told of without its Message-ID", mail.getName(), e);
      return empty();
    }
  }

  private static RawMessage empty() {
    try {
      return RawMessage.parse(ByteSource.of(new byte[0]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For events. */
  ToldDelivery told() {
    return told;
  }

  /** Where the recipient is. */
  String domain() {
    return domain;
  }

  /** For what came of it. */
  Recipient recipient() {
    return recipient;
  }

  /** What is attempted. */
  DeliveryRequest request() {
    return request;
  }
}
