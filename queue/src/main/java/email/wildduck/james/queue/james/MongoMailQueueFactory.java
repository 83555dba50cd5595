package email.wildduck.james.queue.james;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.queue.store.QueueStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.MailQueueName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * James' queues on the queue in MongoDB. There is one object for each name; the prefetch count has
 * no meaning here, since consumers are given what they ask for.
 */
public final class MongoMailQueueFactory implements MailQueueFactory<MongoMailQueue> {
  private static final Logger LOGGER = LoggerFactory.getLogger(MongoMailQueueFactory.class);

  private static final String WAITING_METRIC_PREFIX = "mailQueueWaiting:";

  private final QueueStore store;
  private final MailQueueItemDecoratorFactory decorators;
  private final MetricFactory metrics;
  private final GaugeRegistry gauges;
  private final Clock clock;
  private final SpoolHold hold;
  private final Map<MailQueueName, MongoMailQueue> queues = new ConcurrentHashMap<>();

  /**
   * @param store started, and closed after this
   * @param hold of the spool; nothing is held back in other queues
   */
  @Inject
  public MongoMailQueueFactory(
      QueueStore store,
      MailQueueItemDecoratorFactory decorators,
      MetricFactory metrics,
      GaugeRegistry gauges,
      Clock clock,
      SpoolHold hold) {
    this.store = store;
    this.decorators = decorators;
    this.metrics = metrics;
    this.gauges = gauges;
    this.clock = clock;
    this.hold = hold;
  }

  @Override
  public Optional<MongoMailQueue> getQueue(MailQueueName name, PrefetchCount count) {
    return Optional.ofNullable(queues.get(name));
  }

  @Override
  public MongoMailQueue createQueue(MailQueueName name, PrefetchCount count) {
    return queues.computeIfAbsent(name, this::create);
  }

  /** The queues that this process has created. */
  @Override
  public Set<MailQueueName> listCreatedMailQueues() {
    return Set.copyOf(queues.keySet());
  }

  /**
   * Ends all consumers and gives back the mails that were handed out and not done, so that another
   * node, or this one after its restart, need not wait for their leases. Mails can still be queued.
   */
  @PreDestroy
  public void close() {
    queues.values().forEach(MongoMailQueue::stop);
    List<String> zones =
        queues.values().stream().map(MongoMailQueue::zone).collect(Collectors.toList());
    try {
      store.releaseAll(zones);
    } catch (SmtpException e) {
      LOGGER.warn("mails that were not done are taken over when their leases have run out", e);
    }
  }

  private MongoMailQueue create(MailQueueName name) {
    MongoMailQueue queue =
        new MongoMailQueue(
            name,
            store,
            decorators,
            new QueueMetrics(metrics, name),
            clock,
            isSpool(name) ? hold : SpoolHold.none());
    gauges.register(
        MailQueue.QUEUE_SIZE_METRIC_NAME_PREFIX + name.asString(),
        () -> store.contents().size(queue.zone()));
    if (isSpool(name)) {
      gauges.register(WAITING_METRIC_PREFIX + name.asString(), queue::waiting);
    }
    return queue;
  }

  private static boolean isSpool(MailQueueName name) {
    return name.equals(MailQueueFactory.SPOOL);
  }
}
