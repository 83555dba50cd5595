package email.wildduck.james.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import email.wildduck.james.queue.james.MongoMailQueueFactory;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.ManageableMailQueue;

/** James' queues are WildDuck's queue in MongoDB. */
final class MongoQueueModule extends AbstractModule {

  @Provides
  @Singleton
  MailQueueFactory<? extends ManageableMailQueue> manageable(MongoMailQueueFactory factory) {
    return factory;
  }

  @Provides
  @Singleton
  MailQueueFactory<?> any(MongoMailQueueFactory factory) {
    return factory;
  }

  @Provides
  @Singleton
  MailQueueFactory<? extends MailQueue> queue(MongoMailQueueFactory factory) {
    return factory;
  }
}
