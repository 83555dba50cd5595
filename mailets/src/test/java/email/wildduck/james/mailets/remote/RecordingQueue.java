package email.wildduck.james.mailets.remote;

import email.wildduck.james.mailets.TestMails;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.james.core.MailAddress;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.mailet.Mail;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A queue and its factory: notes what is queued, hands out what it is given, fails when told. */
final class RecordingQueue implements MailQueueFactory<MailQueue>, MailQueue {
  final List<Queued> queued = new CopyOnWriteArrayList<>();
  final List<MailQueueItem> items = new CopyOnWriteArrayList<>();
  int failAt = -1;
  boolean closed;

  /** A mail as it was when it was queued. */
  record Queued(String name, List<String> recipients, String text, Duration delay) {
    static Queued of(Mail mail, Duration delay) {
      try {
        List<String> recipients =
            mail.getRecipients().stream().map(MailAddress::asString).collect(Collectors.toList());
        return new Queued(mail.getName(), recipients, TestMails.text(mail), delay);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public void enQueue(Mail mail) throws MailQueueException {
    enQueue(mail, Duration.ZERO);
  }

  @Override
  public void enQueue(Mail mail, Duration delay) throws MailQueueException {
    if (queued.size() + 1 == failAt) {
      throw new MailQueueException("told to fail");
    }
    queued.add(Queued.of(mail, delay));
  }

  @Override
  public Publisher<Void> enqueueReactive(Mail mail) {
    queued.add(Queued.of(mail, Duration.ZERO));
    return Mono.empty();
  }

  @Override
  public Publisher<MailQueueItem> deQueue() {
    return Flux.fromIterable(items).concatWith(Flux.never());
  }

  @Override
  public MailQueueName getName() {
    return MailQueueName.of("outgoing");
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public Optional<MailQueue> getQueue(MailQueueName name, PrefetchCount count) {
    return Optional.of(this);
  }

  @Override
  public MailQueue createQueue(MailQueueName name, PrefetchCount count) {
    return this;
  }

  @Override
  public Set<MailQueueName> listCreatedMailQueues() {
    return Set.of(getName());
  }
}
