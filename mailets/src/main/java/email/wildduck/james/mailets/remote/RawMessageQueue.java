package email.wildduck.james.mailets.remote;

import email.wildduck.james.queue.james.MailMessages;
import java.io.IOException;
import java.time.Duration;
import javax.mail.MessagingException;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueName;
import org.apache.mailet.Mail;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/** A queue that gives each mail's message as bytes when it hands the mail out. */
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
    queue.enQueue(mail, delay);
  }

  @Override
  public void enQueue(Mail mail) throws MailQueueException {
    queue.enQueue(mail);
  }

  @Override
  public Publisher<Void> enqueueReactive(Mail mail) {
    return queue.enqueueReactive(mail);
  }

  @Override
  public Publisher<MailQueueItem> deQueue() {
    return Flux.from(queue.deQueue()).doOnNext(item -> keepBytes(item.getMail()));
  }

  @Override
  public void close() throws IOException {
    queue.close();
  }

  private static void keepBytes(Mail mail) {
    try {
      MailMessages.replace(mail, MailMessages.rawMessage(mail));
    } catch (MessagingException e) {
      LOGGER.warn("{} the message cannot be kept as bytes", mail.getName(), e);
    }
  }
}
