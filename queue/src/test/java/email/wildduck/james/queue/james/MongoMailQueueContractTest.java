package email.wildduck.james.queue.james;

import email.wildduck.james.queue.QueueDatabase;
import java.time.Clock;
import org.apache.james.queue.api.DelayedManageableMailQueueContract;
import org.apache.james.queue.api.DelayedPriorityMailQueueContract;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueMetricContract;
import org.apache.james.queue.api.MailQueueMetricExtension;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.PriorityManageableMailQueueContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' own contracts for a queue: delays, management, priorities and metrics. */
class MongoMailQueueContractTest
    implements DelayedManageableMailQueueContract,
        DelayedPriorityMailQueueContract,
        PriorityManageableMailQueueContract,
        MailQueueMetricContract {
  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private MongoMailQueue queue;

  @BeforeEach
  void createQueue(MailQueueMetricExtension.MailQueueMetricTestSystem metrics) {
    Clock clock = Clock.systemUTC();
    queue =
        mongo
            .factory(
                mongo.store(clock),
                clock,
                metrics.getMetricFactory(),
                metrics.getSpyGaugeRegistry())
            .createQueue(MailQueueName.of("test"));
  }

  @Override
  public MailQueue getMailQueue() {
    return queue;
  }

  @Override
  public ManageableMailQueue getManageableMailQueue() {
    return queue;
  }
}
