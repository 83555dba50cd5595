package email.wildduck.james.mailets.remote;

import email.wildduck.james.queue.james.MailMessages;
import java.io.IOException;
import java.time.Duration;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueName;
import org.apache.mailet.Mail;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A queue that gives each mail's message as bytes when it hands the mail out, and its addresses as
 * they are to be sent ({@link WireForm}). What is queued again is as James knows it.
 */
final class RawMessageQueue implements MailQueue {
  private static final Logger LOGGER = LoggerFactory.getLogger(RawMessageQueue.class);

  private final MailQueue queue;

  RawMessageQueue(MailQueue queue) {
    this.queue = queue;
  }

  @Override
  public MailQueueName getName() {
    return queue.getName();
  }

  @Override
  public void enQueue(Mail mail, Duration delay) throws MailQueueException {
    queue.enQueue(asHeld(mail), delay);
  }

  @Override
  public void enQueue(Mail mail) throws MailQueueException {
    queue.enQueue(asHeld(mail));
  }

  @Override
  public Publisher<Void> enqueueReactive(Mail mail) {
    return Mono.fromCallable(() -> asHeld(mail)).flatMap(m -> Mono.from(queue.enqueueReactive(m)));
  }

  @Override
  public Publisher<MailQueueItem> deQueue() {
    return Flux.from(queue.deQueue()).doOnNext(item -> prepare(item.getMail()));
  }

  @Override
  public void close() throws IOException {
    queue.close();
  }

  private static Mail asHeld(Mail mail) throws MailQueueException {
    try {
      WireForm.remove(mail);
      return mail;
    } catch (AddressException e) {
      throw new MailQueueException(mail.getName() + " has an address that cannot be queued", e);
    }
  }

  private static void prepare(Mail mail) {
    try {
      WireForm.apply(mail);
      MailMessages.keepBytes(mail);
    } catch (MessagingException e) {
      LOGGER.warn("{} the message cannot be kept as bytes", mail.getName(), e);
    }
  }
}
