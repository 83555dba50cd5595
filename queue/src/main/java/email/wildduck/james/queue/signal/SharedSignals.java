package email.wildduck.james.queue.signal;

import email.wildduck.james.core.store.RedisChannel;
import email.wildduck.james.core.store.RedisStore;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.ZoneSignals;

/**
 * Carries the signals of this process to the others and theirs to this one, over the Redis channel
 * {@code wildduck-james:<database>.<collection>}. A message is {@code <owner> <zone>}.
 */
public final class SharedSignals implements AutoCloseable {
  private final RedisChannel channel;
  private final ZoneSignals signals;
  private final String owner;

  private SharedSignals(RedisChannel channel, ZoneSignals signals, String owner) {
    this.channel = channel;
    this.signals = signals;
    this.owner = owner;
  }

  /**
   * Begins to listen and to send.
   *
   * @throws email.wildduck.james.core.store.StoreUnavailableException when Redis does not answer
   */
  public static SharedSignals start(
      RedisStore redis, QueueCollections collections, ZoneSignals signals) {
    String name = "wildduck-james:" + collections.deliveries().getNamespace().getFullName();
    SharedSignals shared = new SharedSignals(redis.channel(name), signals, collections.owner());
    try {
      shared.channel.subscribe(shared::received);
    } catch (RuntimeException e) {
      shared.close();
      throw e;
    }
    signals.forward(shared::send);
    return shared;
  }

  private void send(String zone) {
    channel.publish(owner + " " + zone);
  }

  private void received(String message) {
    int space = message.indexOf(' ');
    if (space > 0 && !message.substring(0, space).equals(owner)) {
      signals.signalHere(message.substring(space + 1));
    }
  }

  /** Stops listening. What is signalled in this process stays in it. */
  @Override
  public void close() {
    channel.close();
  }
}
