package email.wildduck.james.queue.james;

import email.wildduck.james.queue.QueueDatabase;
import java.time.Clock;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueFactoryContract;
import org.apache.james.queue.api.ManageableMailQueueFactoryContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** James' own contracts for a factory of queues. */
class MongoMailQueueFactoryContractTest
    implements MailQueueFactoryContract<MongoMailQueue>,
        ManageableMailQueueFactoryContract<MongoMailQueue> {
  @RegisterExtension final QueueDatabase mongo = new QueueDatabase();

  private MongoMailQueueFactory factory;

  @BeforeEach
  void createFactory() {
    factory = mongo.factory(Clock.systemUTC());
  }

  @Override
  public MailQueueFactory<MongoMailQueue> getMailQueueFactory() {
    return factory;
  }
}
