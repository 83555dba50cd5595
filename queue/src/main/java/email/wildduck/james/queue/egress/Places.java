package email.wildduck.james.queue.egress;

import java.util.ArrayList;
import java.util.Comparator;
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
 * it has connections for what is taken from the database, so that its next deliveries begin without
 * a look at that, and some more for new deliveries, which then need not go through the database.
 * Thread-safe.
 */
final class Places {
  /** So many new deliveries may wait for each connection. */
  private static final int NEW_PER_CONNECTION = 8;

  private final ZoneLimits limits;
  private final Map<String, DomainPlaces> domains = new HashMap<>();
  private int running;
  private long waited;

  Places(ZoneLimits limits) {
    this.limits = limits;
  }

  /** How many may begin at once, whatever their domain. */
  synchronized int free() {
    return limits.connections() - running;
  }

  /** How many wait to begin, and have room kept to wait. */
  synchronized int waiting() {
    return domains.values().stream().mapToInt(DomainPlaces::waiting).sum();
  }

  /** Whether as many wait as may be worked on at the same time. */
  boolean isBehind() {
    return waiting() >= limits.connections();
  }

  /**
   * How many are worth taking: as many as may begin, and, when few wait, as many more as may begin
   * after them, so that under a backlog they are taken by the batch and not one by one.
   */
  synchronized int wanted() {
    int waiting = waiting();
    return waiting * 2 <= limits.connections() ? free() + limits.connections() - waiting : free();
  }

  /** The domains at their limit, as the queue spells them. */
  synchronized Set<String> busy() {
    Set<String> busy = new HashSet<>();
    domains.forEach(
        (name, domain) -> {
          if (domain.running() >= limits.of(name)) {
            busy.addAll(domain.spellings());
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
          if (domain.running() >= most && domain.waiting() * 2 <= most) {
            refills.put(Set.copyOf(domain.spellings()), most - domain.waiting());
          }
        });
    return refills;
  }

  /** Gives a place to begin to whoever comes first, when there is one. */
  synchronized boolean hasPlace(String spelling) {
    DomainPlaces domain = domain(spelling);
    boolean free = free() > 0 && domain.running() < limits.of(nameOf(spelling));
    if (free) {
      domain.begin();
      running++;
    }
    forgetUnused(spelling);
    return free;
  }

  /** Keeps room to wait for new deliveries, until {@link #enter} or {@link #expectNoMore}. */
  synchronized boolean hasRoom(String spelling) {
    DomainPlaces domain = domain(spelling);
    boolean room =
        waiting() < NEW_PER_CONNECTION * limits.connections()
            && domain.waiting() < NEW_PER_CONNECTION * limits.of(nameOf(spelling));
    if (room) {
      domain.expect();
    }
    forgetUnused(spelling);
    return room;
  }

  /** Those that room was kept for do not come. */
  synchronized void expectNoMore(String spelling) {
    domain(spelling).expectNoMore();
    forgetUnused(spelling);
  }

  /** Those that room was kept for have come, and wait; see {@link #next}. */
  synchronized void enter(DeliveryGroup group) {
    domain(group.domain()).addNew(group, waited++);
  }

  /**
   * Lets deliveries wait that were taken from the database; false when there are enough of their
   * domain. See {@link #next}.
   */
  synchronized boolean mayWait(DeliveryGroup group) {
    String spelling = group.domain();
    DomainPlaces domain = domain(spelling);
    boolean room = domain.waitingTaken() < limits.of(nameOf(spelling));
    if (room) {
      domain.addTaken(group, waited++);
    }
    forgetUnused(spelling);
    return room;
  }

  /** Deliveries that wait and could go with those that begin now; they wait no more. */
  synchronized List<DeliveryGroup> companionsOf(DeliveryGroup group) {
    List<DeliveryGroup> companions = new ArrayList<>();
    domain(group.domain()).removeIf(one -> one.belongsTo(group) && companions.add(one));
    return companions;
  }

  /** Takes a place back, and gives it to whoever has waited for one the longest. */
  synchronized Optional<DeliveryGroup> end(String spelling) {
    domain(spelling).end();
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
        .forEach(domain -> domain.removeIf(one -> condition.test(one) && left.add(one)));
    domains.values().removeIf(DomainPlaces::isUnused);
    return left;
  }

  /**
   * Gives a place to whoever has waited for one the longest, if there is one. To be asked when
   * deliveries have begun to wait: the last place may have become free just before.
   */
  synchronized Optional<DeliveryGroup> next() {
    if (free() < 1) {
      return Optional.empty();
    }
    Optional<DomainPlaces> first =
        domains.entrySet().stream()
            .filter(entry -> entry.getValue().running() < limits.of(entry.getKey()))
            .map(Map.Entry::getValue)
            .filter(DomainPlaces::hasWaiting)
            .min(Comparator.comparingLong(DomainPlaces::firstNumber));
    return first.map(
        domain -> {
          domain.begin();
          running++;
          return domain.removeFirst();
        });
  }

  private DomainPlaces domain(String spelling) {
    DomainPlaces domain = domains.computeIfAbsent(nameOf(spelling), name -> new DomainPlaces());
    domain.spelled(spelling);
    return domain;
  }

  private void forgetUnused(String spelling) {
    domains.computeIfPresent(nameOf(spelling), (name, domain) -> domain.isUnused() ? null : domain);
  }

  private static String nameOf(String spelling) {
    return spelling.toLowerCase(Locale.ROOT);
  }
}
