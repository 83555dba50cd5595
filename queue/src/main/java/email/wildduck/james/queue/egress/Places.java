package email.wildduck.james.queue.egress;

import java.util.ArrayDeque;
import java.util.ArrayList;
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
    private final Deque<DeliveryGroup> waiting = new ArrayDeque<>();
    private final Set<String> spellings = new HashSet<>();
    private int running;
  }

  private final ZoneLimits limits;
  private final Map<String, Domain> domains = new HashMap<>();
  private int running;

  Places(ZoneLimits limits) {
    this.limits = limits;
  }

  /** How many may begin at once, whatever their domain. */
  synchronized int free() {
    return limits.connections() - running;
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
      domain.waiting.add(group);
    }
    forgetUnused(spelling);
    return room;
  }

  /** Deliveries that wait and could go with those that begin now; they wait no more. */
  synchronized List<DeliveryGroup> companionsOf(DeliveryGroup group) {
    List<DeliveryGroup> companions = new ArrayList<>();
    domain(group.domain())
        .waiting
        .removeIf(waiting -> waiting.belongsTo(group) && companions.add(waiting));
    return companions;
  }

  /** Takes a place back, and gives it on if somebody waits for it. */
  synchronized Optional<DeliveryGroup> end(String spelling) {
    Domain domain = domain(spelling);
    domain.running--;
    running--;
    Optional<DeliveryGroup> next = next(domain).or(() -> nextOfAny());
    forgetUnused(spelling);
    return next;
  }

  /** All that wait and that a condition holds for; they wait no more. */
  synchronized List<DeliveryGroup> leave(Predicate<DeliveryGroup> condition) {
    List<DeliveryGroup> left = new ArrayList<>();
    domains
        .values()
        .forEach(
            domain -> domain.waiting.removeIf(group -> condition.test(group) && left.add(group)));
    domains.values().removeIf(domain -> domain.running == 0 && domain.waiting.isEmpty());
    return left;
  }

  private Optional<DeliveryGroup> nextOfAny() {
    return domains.values().stream().map(this::next).flatMap(Optional::stream).findFirst();
  }

  private Optional<DeliveryGroup> next(Domain domain) {
    DeliveryGroup first = domain.waiting.peek();
    if (first == null || free() < 1 || domain.running >= limits.of(nameOf(first.domain()))) {
      return Optional.empty();
    }
    domain.waiting.remove();
    domain.running++;
    running++;
    return Optional.of(first);
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
