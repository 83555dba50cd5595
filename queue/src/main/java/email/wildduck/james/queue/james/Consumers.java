package email.wildduck.james.queue.james;

import email.wildduck.james.queue.store.ArrivalPlace;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The subscriptions to one queue in this process. Thread-safe. */
final class Consumers {
  private final Set<QueueConsumer> all = ConcurrentHashMap.newKeySet();

  void add(QueueConsumer consumer) {
    all.add(consumer);
  }

  void remove(QueueConsumer consumer) {
    all.remove(consumer);
  }

  /** There may be mail. */
  void wakeUp() {
    all.forEach(QueueConsumer::wakeUp);
  }

  /** A place for a mail that is about to be queued, where one of them has it. */
  Optional<ArrivalPlace> place(boolean atHand) {
    return all.stream()
        .map(consumer -> consumer.place(atHand))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** How many mails wait in this process to be handed out. */
  int waiting() {
    return all.stream().mapToInt(QueueConsumer::waiting).sum();
  }

  /** Ends all. */
  void stop() {
    all.forEach(QueueConsumer::cancel);
  }
}
