package email.wildduck.james.queue.egress;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who may begin; deliveries that go together need one place. A domain has as many places to wait as
 * it has connections, so that its next deliveries begin without a look at the database.
 * Thread-safe.
 */
final class Places {
  /** What is known of a domain that has deliveries here. */
  private static final class Domain {
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Set<String> spellings = new HashSet<>();
    private int running;
  }

  private static final class Waiting {
    private final DeliveryGroup group;
    private final long number;

    Waiting(DeliveryGroup group, long number) {
      this.group = group;
      this.number = number;
    }
  }

  private final ZoneLimits limits;
  private final Map<String, Domain> domains = new HashMap<>();
  private int running;
  private long waited;

  Places(ZoneLimits limits) {
    this.limits = limits;
  }

  /** How many may begin at once, whatever their domain. */
  synchronized int free() {
    return limits.connections() - running;
  }

  /**
   * How many are worth taking: as many as may begin, and, when few wait, as many more as may begin
   * after them, so that under a backlog they are taken by the batch and not one by one.
   */
  synchronized int wanted() {
    int waiting = domains.values().stream().mapToInt(domain -> domain.waiting.size()).sum();
    return waiting * 2 <= limits.connections() ? free() + limits.connections() - waiting : free();
  }

  /** The domains at their limit, as the queue spells them. */
  synchronized Set<String> busy() {
    Set<String> busy = new HashSet<>();
    domains.forEach(
        (name, domain) -> {
          if (domain.running >= limits.of(name)) {
            busy.addAll(domain.spellings);
          }
        });
    return busy;
  }

  /** How many more may wait of each domain that is at its limit and will soon have none waiting. */
  synchronized Map<Set<String>, Integer> refills() {
    Map<Set<String>, Integer> refills = new HashMap<>();
    domains.forEach(
        (name, domain) -> {
          int most = limits.of(name);
          if (domain.running >= most && domain.waiting.size() * 2 <= most) {
            refills.put(Set.copyOf(domain.spellings), most - domain.waiting.size());
          }
        });
    return refills;
  }

  /** Gives a place to begin to whoever comes first, when there is one. */
  synchronized boolean hasPlace(String spelling) {
    Domain domain = domain(spelling);
    if (free() > 0 && domain.running < limits.of(nameOf(spelling))) {
      domain.running++;
      running++;
      return true;
    }
    forgetUnused(spelling);
    return false;
  }

  /** Lets deliveries wait for a place; false when there are enough of their domain. */
  synchronized boolean mayWait(DeliveryGroup group) {
    String spelling = group.domain();
    Domain domain = domain(spelling);
    boolean room = domain.waiting.size() < limits.of(nameOf(spelling));
    if (room) {
      domain.waiting.add(new Waiting(group, waited++));
    }
    forgetUnused(spelling);
    return room;
  }

  /** Deliveries that wait and could go with those that begin now; they wait no more. */
  synchronized List<DeliveryGroup> companionsOf(DeliveryGroup group) {
    List<DeliveryGroup> companions = new ArrayList<>();
    domain(group.domain())
        .waiting
        .removeIf(one -> one.group.belongsTo(group) && companions.add(one.group));
    return companions;
  }

  /** Takes a place back, and gives it to whoever has waited for one the longest. */
  synchronized Optional<DeliveryGroup> end(String spelling) {
    domain(spelling).running--;
    running--;
    Optional<DeliveryGroup> next = next();
    forgetUnused(spelling);
    return next;
  }

  /** All that wait and that a condition holds for; they wait no more. */
  synchronized List<DeliveryGroup> leave(Predicate<DeliveryGroup> condition) {
    List<DeliveryGroup> left = new ArrayList<>();
    domains
        .values()
        .forEach(
            domain ->
                domain.waiting.removeIf(one -> condition.test(one.group) && left.add(one.group)));
    domains.values().removeIf(domain -> domain.running == 0 && domain.waiting.isEmpty());
    return left;
  }

  private Optional<DeliveryGroup> next() {
    if (free() < 1) {
      return Optional.empty();
    }
    Optional<Domain> first =
        domains.entrySet().stream()
            .filter(entry -> entry.getValue().running < limits.of(entry.getKey()))
            .map(Map.Entry::getValue)
            .filter(domain -> !domain.waiting.isEmpty())
            .min(Comparator.comparingLong(domain -> domain.waiting.element().number));
    return first.map(
        domain -> {
          domain.running++;
          running++;
          return domain.waiting.remove().group;
        });
  }

  private Domain domain(String spelling) {
    Domain domain = domains.computeIfAbsent(nameOf(spelling), name -> new Domain());
    domain.spellings.add(spelling);
    return domain;
  }

  private void forgetUnused(String spelling) {
    domains.computeIfPresent(
        nameOf(spelling),
        (name, domain) -> domain.running == 0 && domain.waiting.isEmpty() ? null : domain);
  }

  private static String nameOf(String spelling) {
    return spelling.toLowerCase(Locale.ROOT);
  }
}
