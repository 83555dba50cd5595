package email.wildduck.james.queue.james;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.queue.store.NewDelivery;
import email.wildduck.james.queue.store.NewMessage;
import email.wildduck.james.queue.store.QueueStore;
import email.wildduck.james.queue.store.QueuedEnvelope;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.mail.MessagingException;
import org.apache.james.metrics.api.TimeMetric;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.mailet.Mail;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A queue of James in the sending zone {@code james:<name>}. Order: highest priority ({@code
 * MAIL_PRIORITY}) first, then by the time from which a mail is due, then by arrival.
 *
 * <p>A {@link org.apache.james.queue.api.MailQueue.MailQueueException} has the {@link
 * SmtpException} with the reply for an SMTP client as its cause, when the database was the reason.
 */
public final class MongoMailQueue implements ManageableMailQueue {
  private final MailQueueName name;
  private final String zone;
  private final QueueStore store;
  private final MailQueueItemDecoratorFactory decorators;
  private final QueueMetrics metrics;
  private final Clock clock;
  private final SpoolHold hold;
  private final Consumers consumers = new Consumers();
  private final Runnable endOfSignals;

  MongoMailQueue(
      MailQueueName name,
      QueueStore store,
      MailQueueItemDecoratorFactory decorators,
      QueueMetrics metrics,
      Clock clock,
      SpoolHold hold) {
    this.name = name;
    this.zone = JamesZone.of(name);
    this.store = store;
    this.decorators = decorators;
    this.metrics = metrics;
    this.clock = clock;
    this.hold = hold;
    this.endOfSignals = store.onArrival(zone, consumers::wakeUp);
  }

  @Override
  public MailQueueName getName() {
    return name;
  }

  @Override
  public void enQueue(Mail mail) throws MailQueueException {
    enQueue(mail, Duration.ZERO);
  }

  /** The mail is copied before this returns, and may be changed and queued again. */
  @Override
  public void enQueue(Mail mail, Duration delay) throws MailQueueException {
    TimeMetric timer = metrics.enqueueTimer();
    hold.accepting();
    try {
      add(
          MailWriter.message(mail),
          MailWriter.delivery(mail, zone, DueTime.of(delay, clock.instant())),
          DueTime.isNow(delay));
      metrics.enqueued();
    } catch (IOException | MessagingException | SmtpException e) {
      throw new MailQueueException("mail " + mail.getName() + " was not queued", e);
    } finally {
      hold.accepted();
      timer.stopAndPublish();
    }
  }

  /** Queues on the thread that subscribes, so that the mail is copied before that goes on. */
  @Override
  public Publisher<Void> enqueueReactive(Mail mail) {
    return Mono.fromCallable(
        () -> {
          enQueue(mail);
          return null;
        });
  }

  @Override
  public Flux<MailQueueItem> deQueue() {
    Publisher<MailQueueItem> consumption = this::consume;
    return Flux.from(consumption);
  }

  @Override
  public long getSize() throws MailQueueException {
    return managed(() -> store.contents().size(zone));
  }

  @Override
  public long flush() throws MailQueueException {
    return managed(() -> store.contents().makeReady(zone));
  }

  /** Deletes the mails that nobody works on. */
  @Override
  public long clear() throws MailQueueException {
    return managed(() -> store.contents().removeIf(zone, mail -> true));
  }

  /** Deletes those of the named mails that nobody works on. */
  @Override
  public long remove(Type type, String value) throws MailQueueException {
    return managed(() -> store.contents().removeIf(zone, condition(type, value)));
  }

  /** All mails but those set aside. The mails read their bodies from the database when asked. */
  @Override
  public MailQueueIterator browse() throws MailQueueException {
    return managed(() -> new MailBrowser(store.contents().browse(zone), new MailReader(store)));
  }

  /** Has no effect: James goes on queueing after it has closed a queue. The factory ends it. */
  @Override
  public void close() {}

  /** Mails that wait in memory, which this process works on when it comes to them. */
  int waiting() {
    return consumers.waiting();
  }

  String zone() {
    return zone;
  }

  /** Ends all consumers. */
  void stop() {
    endOfSignals.run();
    consumers.stop();
  }

  private void consume(Subscriber<? super MailQueueItem> subscriber) {
    QueueConsumer consumer =
        new QueueConsumer(
            name.asString(),
            new Dequeuer(store, metrics, clock, zone),
            item -> decorators.decorate(item, name),
            subscriber,
            consumers::remove,
            store.settings().pollInterval(),
            hold);
    consumers.add(consumer);
    subscriber.onSubscribe(consumer);
  }

  private void add(NewMessage message, NewDelivery delivery, boolean now) throws IOException {
    if (now) {
      store.add(message, delivery, consumers::place);
    } else {
      store.add(message, delivery);
    }
  }

  private static Predicate<QueuedEnvelope> condition(Type type, String value) {
    switch (type) {
      case Name:
        return mail -> value.equals(mail.entry().extension().getString(MailFields.NAME));
      case Recipient:
        return mail -> mail.to().contains(value);
      case Sender:
        return mail -> value.equals(mail.from()) || value.equals("<>") && mail.from().isEmpty();
    }
    throw new IllegalArgumentException("unknown type " + type);
  }

  private static <T> T managed(Supplier<T> operation) throws MailQueueException {
    try {
      return operation.get();
    } catch (SmtpException e) {
      throw new MailQueueException("the queue could not be managed", e);
    }
  }
}
