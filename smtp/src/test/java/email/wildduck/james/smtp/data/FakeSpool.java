package email.wildduck.james.smtp.data;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.mailet.Mail;
import org.reactivestreams.Publisher;

/** A spool and its factory: takes all mail, or fails as it is told. */
final class FakeSpool implements MailQueueFactory<MailQueue>, MailQueue {
  final List<Mail> queued = new ArrayList<>();
  Optional<Exception> failure = Optional.empty();
  boolean closed;

  @Override
  public void enQueue(Mail mail) throws MailQueueException {
    if (failure.isPresent()) {
      if (failure.get() instanceof RuntimeException unexpected) {
        throw unexpected;
      }
      throw (MailQueueException) failure.get();
    }
    queued.add(mail);
  }

  @Override
  public void enQueue(Mail mail, Duration delay) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Publisher<Void> enqueueReactive(Mail mail) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Publisher<MailQueueItem> deQueue() {
    throw new UnsupportedOperationException();
  }

  @Override
  public MailQueueName getName() {
    return SPOOL;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public Optional<MailQueue> getQueue(MailQueueName name, PrefetchCount count) {
    return Optional.empty();
  }

  @Override
  public MailQueue createQueue(MailQueueName name, PrefetchCount count) {
    if (!name.equals(SPOOL)) {
      throw new IllegalArgumentException(name.asString());
    }
    return this;
  }

  @Override
  public Set<MailQueueName> listCreatedMailQueues() {
    return Set.of(SPOOL);
  }
}
