package email.wildduck.james.bench.queue;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the calls of a client to the database. */
final class CommandCounter implements CommandListener {
  private final AtomicLong commands = new AtomicLong();

  @Override
  public void commandStarted(CommandStartedEvent event) {
    commands.incrementAndGet();
  }

  long count() {
    return commands.get();
  }
}
