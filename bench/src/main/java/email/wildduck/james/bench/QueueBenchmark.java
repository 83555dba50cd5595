package email.wildduck.james.bench;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.queue.james.RawMimeMessage;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.queue.memory.MemoryMailQueueFactory;
import org.apache.james.server.core.MailImpl;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Flux;

/**
 * One mail through a queue of James: queued, taken, done, one after the other. The embedded store
 * is not MongoDB; it has the round trips of one, but neither its disk nor its replication.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class QueueBenchmark {
  @Param({"embedded", "memory"})
  String store;

  private EmbeddedQueue embedded;
  private MailQueue queue;
  private Iterator<MailQueueItem> items;
  private MailImpl mail;

  @Setup
  public void open() throws Exception {
    MailQueueName name = MailQueueName.of("bench");
    if (store.equals("memory")) {
      queue = new MemoryMailQueueFactory(new RawMailQueueItemDecoratorFactory()).createQueue(name);
    } else {
      embedded = EmbeddedQueue.start();
      queue = embedded.factory().createQueue(name);
    }
    items = Flux.from(queue.deQueue()).toIterable(1).iterator();
    mail =
        MailImpl.builder()
            .name("bench")
            .sender("alice@example.com")
            .addRecipient("bob@example.org")
            .build();
    mail.setMessageNoCopy(RawMimeMessage.of(ByteSource.of(Messages.ofSize(5000))));
  }

  @TearDown
  public void close() throws IOException {
    queue.close();
    LifecycleUtil.dispose(mail);
    if (embedded != null) {
      embedded.close();
    }
  }

  @Benchmark
  public void throughTheQueue() throws MailQueueException {
    queue.enQueue(mail);
    MailQueueItem item = items.next();
    item.done(CompletionStatus.SUCCESS);
    LifecycleUtil.dispose(item.getMail());
  }
}
