package email.wildduck.james.mailets.remote;

import java.time.Duration;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.util.MDCBuilder;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.concurrent.Queues;

/**
 * Takes Mails from a queue and has attempts made with them, as many at the same time as
 * RemoteDelivery does. After an error the Mail stays in the queue.
 */
final class DeliveryLoop implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeliveryLoop.class);

  /** How long attempts that have begun may go on when James stops; RemoteDelivery's. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final RemoteAttempts attempts;
  private final Scheduler taking = Schedulers.newSingle("RemoteDelivery-Dequeue");
  private final Scheduler working =
      Schedulers.newBoundedElastic(
          Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE,
          Schedulers.DEFAULT_BOUNDED_ELASTIC_QUEUESIZE,
          "RemoteDelivery-Process");
  private final Disposable consumption;

  private DeliveryLoop(MailQueue queue, RemoteAttempts attempts) {
    this.attempts = attempts;
    this.consumption =
        Flux.from(queue.deQueue())
            .flatMap(
                item -> Mono.fromRunnable(() -> work(item)).subscribeOn(working),
                Queues.SMALL_BUFFER_SIZE)
            .onErrorContinue((error, item) -> LOGGER.error("{} stays in its queue", item, error))
            .subscribeOn(taking)
            .subscribe();
  }

  /** Begins. */
  static DeliveryLoop start(MailQueue queue, RemoteAttempts attempts) {
    return new DeliveryLoop(queue, attempts);
  }

  private void work(MailQueueItem item) {
    Mail mail = item.getMail();
    MDCBuilder named =
        MDCBuilder.create()
            .addToContext("mail", mail.getName())
            .addToContext("recipients", mail.getRecipients().toString())
            .addToContext("sender", mail.getMaybeSender().asString());
    try {
      MDCBuilder.withMdc(named, () -> attempt(item, mail));
    } finally {
      LifecycleUtil.dispose(mail);
    }
  }

  private void attempt(MailQueueItem item, Mail mail) {
    try {
      attempts.make(mail);
      item.done(CompletionStatus.SUCCESS);
    } catch (MessagingException | RuntimeException e) {
      LOGGER.error("{} stays in its queue", mail.getName(), e);
      putBack(item);
    }
  }

  private static void putBack(MailQueueItem item) {
    try {
      item.done(CompletionStatus.RETRY);
    } catch (MailQueueException | RuntimeException e) {
      LOGGER.error("{} could not be put back", item.getMail().getName(), e);
    }
  }

  /** Takes no more. */
  @Override
  public void close() {
    consumption.dispose();
    taking.dispose();
    working.disposeGracefully().timeout(GRACE).onErrorResume(e -> Mono.empty()).block();
  }
}
