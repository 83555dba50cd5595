package email.wildduck.james.mailets.remote;

import java.util.Optional;
import java.util.Set;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;

/** Queues whose mails carry their message as bytes, whatever queue of James they come from. */
final class RawMessageQueueFactory implements MailQueueFactory<MailQueue> {
  private final MailQueueFactory<? extends MailQueue> queues;

  RawMessageQueueFactory(MailQueueFactory<? extends MailQueue> queues) {
    this.queues = queues;
  }

  @Override
  public Optional<MailQueue> getQueue(MailQueueName name, PrefetchCount count) {
    return queues.getQueue(name, count).map(RawMessageQueue::new);
  }

  @Override
  public MailQueue createQueue(MailQueueName name, PrefetchCount count) {
    return new RawMessageQueue(queues.createQueue(name, count));
  }

  @Override
  public Set<MailQueueName> listCreatedMailQueues() {
    return queues.listCreatedMailQueues();
  }
}
