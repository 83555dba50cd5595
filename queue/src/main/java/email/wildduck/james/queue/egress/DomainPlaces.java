package email.wildduck.james.queue.egress;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** What {@link Places} knows of a domain that has deliveries here. Guarded by that. */
final class DomainPlaces {
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Set<String> spellings = new HashSet<>();
  private int running;
  private int expected;

  private static final class Waiting {
    private final DeliveryGroup group;
    private final long number;
    private final boolean isNew;

    Waiting(DeliveryGroup group, long number, boolean isNew) {
      this.group = group;
      this.number = number;
      this.isNew = isNew;
    }
  }

  void spelled(String spelling) {
    spellings.add(spelling);
  }

  /** As the queue spells the domain. */
  Set<String> spellings() {
    return spellings;
  }

  boolean isUnused() {
    return running == 0 && expected == 0 && waiting.isEmpty();
  }

  int running() {
    return running;
  }

  void begin() {
    running++;
  }

  void end() {
    running--;
  }

  /** Those that wait, and those that room to wait is kept for. */
  int waiting() {
    return waiting.size() + expected;
  }

  /** Keeps room for deliveries to wait. */
  void expect() {
    expected++;
  }

  /** They do not come. */
  void expectNoMore() {
    expected--;
  }

  /** Those that wait and were taken from the database. */
  long waitingTaken() {
    return waiting.stream().filter(one -> !one.isNew).count();
  }

  /**
   * Lets deliveries wait that were taken from the database.
   *
   * @param number of their arrival
   */
  void addTaken(DeliveryGroup group, long number) {
    waiting.add(new Waiting(group, number, false));
  }

  /** Lets new deliveries wait, in the room that was kept for them. */
  void addNew(DeliveryGroup group, long number) {
    expected--;
    waiting.add(new Waiting(group, number, true));
  }

  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  /** The number of those that have waited the longest. */
  long firstNumber() {
    return waiting.element().number;
  }

  DeliveryGroup removeFirst() {
    return waiting.remove().group;
  }

  /** Those that wait and that a condition holds for wait no more. */
  void removeIf(Predicate<DeliveryGroup> condition) {
    waiting.removeIf(one -> condition.test(one.group));
  }
}
