package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.zone.TakenDelivery;
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
 * Who may begin. A domain has as many places to wait as it has connections, so that its next
 * delivery begins without a look at the database. Thread-safe.
 */
final class Places {
  /** What is known of a domain that has deliveries here. */
  private static final class Domain {
    private final Deque<TakenDelivery> waiting = new ArrayDeque<>();
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

  /** Lets a delivery wait for a place; false when there are enough of its domain. */
  synchronized boolean mayWait(TakenDelivery delivery) {
    String spelling = delivery.delivery().domain();
    Domain domain = domain(spelling);
    boolean room = domain.waiting.size() < limits.of(nameOf(spelling));
    if (room) {
      domain.waiting.add(delivery);
    }
    forgetUnused(spelling);
    return room;
  }

  /** Takes a place back, and gives it on if somebody waits for it. */
  synchronized Optional<TakenDelivery> end(String spelling) {
    Domain domain = domain(spelling);
    domain.running--;
    running--;
    Optional<TakenDelivery> next = next(domain).or(() -> nextOfAny());
    forgetUnused(spelling);
    return next;
  }

  /** All that wait and that a condition holds for; they wait no more. */
  synchronized List<TakenDelivery> leave(Predicate<TakenDelivery> condition) {
    List<TakenDelivery> left = new ArrayList<>();
    domains
        .values()
        .forEach(
            domain ->
                domain.waiting.removeIf(
                    delivery -> condition.test(delivery) && left.add(delivery)));
    domains.values().removeIf(domain -> domain.running == 0 && domain.waiting.isEmpty());
    return left;
  }

  private Optional<TakenDelivery> nextOfAny() {
    return domains.values().stream().map(this::next).flatMap(Optional::stream).findFirst();
  }

  private Optional<TakenDelivery> next(Domain domain) {
    TakenDelivery first = domain.waiting.peek();
    if (first == null
        || free() < 1
        || domain.running >= limits.of(nameOf(first.delivery().domain()))) {
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
