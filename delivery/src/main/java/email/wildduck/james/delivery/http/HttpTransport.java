package email.wildduck.james.delivery.http;

import email.wildduck.james.core.config.HttpConfiguration;
import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.delivery.attempt.DeliveryRequest;
import email.wildduck.james.delivery.attempt.DeliveryResult;
import email.wildduck.james.delivery.attempt.Failure;
import email.wildduck.james.delivery.attempt.FailureCause;
import email.wildduck.james.delivery.attempt.Peer;
import email.wildduck.james.delivery.attempt.Recipient;
import email.wildduck.james.delivery.attempt.RecipientOutcome;
import email.wildduck.james.delivery.attempt.Reply;
import email.wildduck.james.delivery.attempt.Stage;
import email.wildduck.james.delivery.attempt.Transport;
import email.wildduck.james.delivery.dns.MailDns;
import email.wildduck.james.delivery.target.LocalAddresses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts messages to web servers: 2xx is a delivery, 400 to 499 a refusal for good, all else a
 * failure that may pass. Every recipient of a request is posted by itself.
 */
public final class HttpTransport implements Transport {
  private static final Logger LOGGER = LoggerFactory.getLogger(HttpTransport.class);

  private final FormPoster poster;

  /**
   * @param tls vouches for certificates
   * @param random for what separates the fields of a form
   */
  public HttpTransport(
      HttpConfiguration configuration, MailDns dns, SSLContext tls, Random random) {
    this.poster =
        new FormPoster(
            configuration,
            new CheckedAddresses(configuration, dns, LocalAddresses.ofThisMachine()),
            tls,
            random);
  }

  @Override
  public DeliveryResult deliver(DeliveryRequest request) {
    List<RecipientOutcome> outcomes = new ArrayList<>();
    for (Recipient recipient : request.recipients()) {
      outcomes.add(deliver(request, recipient));
    }
    return DeliveryResult.of(outcomes);
  }

  private RecipientOutcome deliver(DeliveryRequest request, Recipient recipient) {
    HttpTarget target;
    try {
      target = HttpTarget.parse(request.target().domain());
    } catch (IllegalArgumentException e) {
      return refused(
          recipient, "5.3.5", "The message cannot be posted to its address: " + e.getMessage());
    }
    try {
      return outcome(
          recipient, poster.post(target, MessageForm.of(request, recipient), request.permit()));
    } catch (CheckedAddresses.BlockedHostException e) {
      return refused(recipient, "5.7.1", e.getMessage());
    } catch (IOException e) {
      LOGGER.info("{} cannot be posted: {}", request.id(), e.toString());
      return failed(recipient, FailureCause.NETWORK, "4.4.1", "The web server did not answer");
    } catch (RuntimeException e) {
      LOGGER.error("{}: an unexpected error", request.id(), e);
      return failed(recipient, FailureCause.LOCAL, "4.3.0", "Internal error");
    }
  }

  private static RecipientOutcome outcome(Recipient recipient, PostAnswer answer) {
    int status = answer.status();
    Peer peer = answer.peer().answering(status);
    if (status >= 200 && status < 300) {
      String text = "Message uploaded. Received " + answer.size() + " B response";
      return RecipientOutcome.accepted(recipient, Reply.of(status, List.of(text)), peer);
    }
    String text = status + " Upload failed. Received " + answer.size() + " B response";
    return RecipientOutcome.failed(recipient, Failure.posted(status, text).at(peer));
  }

  private static RecipientOutcome refused(Recipient recipient, String status, String text) {
    return RecipientOutcome.failed(
        recipient,
        Failure.found(FailureCause.POLICY, Stage.LOOKUP, SmtpReply.of(550, status, text)));
  }

  private static RecipientOutcome failed(
      Recipient recipient, FailureCause cause, String status, String text) {
    return RecipientOutcome.failed(
        recipient, Failure.found(cause, Stage.CONNECT, SmtpReply.of(451, status, text)));
  }

  @Override
  public void close() {
    poster.close();
  }
}
