package email.wildduck.james.queue.egress;

import email.wildduck.james.queue.zone.QueuedDelivery;
import email.wildduck.james.queue.zone.TakeRequest;
import email.wildduck.james.queue.zone.TakenDelivery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Deliveries of one message that can be worked on together: for one domain, with one target, to
 * recipients of whom no two are the same. They are one Mail in the pipeline, and one transaction
 * with the other server for each address that they are sent from. Immutable, never empty.
 */
public final class DeliveryGroup {
  static final int MOST = TakeRequest.MOST_TOGETHER;

  private final List<TakenDelivery> deliveries;

  private DeliveryGroup(List<TakenDelivery> deliveries) {
    this.deliveries = List.copyOf(deliveries);
  }

  /** One delivery by itself. */
  public static DeliveryGroup of(TakenDelivery delivery) {
    return new DeliveryGroup(List.of(delivery));
  }

  /** As few groups as can be formed, in the order of their first deliveries. */
  public static List<DeliveryGroup> formedOf(Collection<TakenDelivery> deliveries) {
    return formedOf(deliveries, MOST, DeliveryGroup::belongingOf);
  }

  /** The same, whatever their domains and targets and however many: for reports about them. */
  public static List<DeliveryGroup> ofMessages(Collection<TakenDelivery> deliveries) {
    return formedOf(deliveries, Integer.MAX_VALUE, delivery -> List.of(delivery.id()));
  }

  private static List<DeliveryGroup> formedOf(
      Collection<TakenDelivery> deliveries, int most, Belonging belonging) {
    Map<Object, Forming> open = new LinkedHashMap<>();
    List<DeliveryGroup> full = new ArrayList<>();
    for (TakenDelivery taken : deliveries) {
      Object key = belonging.of(taken.delivery());
      Forming group = open.computeIfAbsent(key, k -> new Forming());
      if (!group.isAdded(taken, most)) {
        full.add(group.formed());
        Forming next = new Forming();
        next.isAdded(taken, most);
        open.put(key, next);
      }
    }
    open.values().forEach(group -> full.add(group.formed()));
    return full;
  }

  /** What is posted to a web server is named by its delivery, so it goes by itself. */
  private static Object belongingOf(QueuedDelivery delivery) {
    return List.of(
        delivery.target().isHttp() ? delivery.toString() : "",
        delivery.id(),
        delivery.domain().toLowerCase(Locale.ROOT),
        delivery.target().toFields(),
        delivery.bounceRequest());
  }

  /** The first; what all have in common can be asked of it. */
  public TakenDelivery first() {
    return deliveries.get(0);
  }

  /** All of them. */
  public List<TakenDelivery> deliveries() {
    return deliveries;
  }

  /** How many. */
  public int size() {
    return deliveries.size();
  }

  /** The domain, as the first delivery spells it. */
  String domain() {
    return first().delivery().domain();
  }

  /** The same outcome for each. */
  public Map<TakenDelivery, Outcome> all(Outcome outcome) {
    Map<TakenDelivery, Outcome> outcomes = new LinkedHashMap<>();
    deliveries.forEach(delivery -> outcomes.put(delivery, outcome));
    return outcomes;
  }

  /** Those that a condition holds for; empty when it holds for none. */
  public Optional<DeliveryGroup> where(Predicate<TakenDelivery> condition) {
    List<TakenDelivery> found = deliveries.stream().filter(condition).collect(Collectors.toList());
    return found.isEmpty() ? Optional.empty() : Optional.of(new DeliveryGroup(found));
  }

  /** Each by itself. */
  public List<DeliveryGroup> singly() {
    return deliveries.stream().map(DeliveryGroup::of).collect(Collectors.toList());
  }

  /** Whether these and those can be worked on together, but for their number and recipients. */
  boolean belongsTo(DeliveryGroup others) {
    return belongingOf(first().delivery()).equals(belongingOf(others.first().delivery()));
  }

  /** For logs. */
  @Override
  public String toString() {
    return size() == 1
        ? first().delivery().toString()
        : first().delivery() + " and " + (size() - 1) + " more";
  }

  /** What deliveries must have in common. */
  private interface Belonging {
    Object of(QueuedDelivery delivery);
  }

  private static final class Forming {
    private final List<TakenDelivery> deliveries = new ArrayList<>();
    private final Set<String> recipients = new HashSet<>();

    boolean isAdded(TakenDelivery taken, int most) {
      return deliveries.size() < most
          && recipients.add(taken.delivery().recipient().toLowerCase(Locale.ROOT))
          && deliveries.add(taken);
    }

    DeliveryGroup formed() {
      return new DeliveryGroup(deliveries);
    }
  }
}
