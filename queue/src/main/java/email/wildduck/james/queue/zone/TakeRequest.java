package email.wildduck.james.queue.zone;

import java.util.Set;

/** What is asked of a zone. Immutable. */
public final class TakeRequest {
  /** Every server takes so many recipients in one transaction (RFC 5321 §4.5.3.1.8). */
  public static final int MOST_TOGETHER = 100;

  private final String zone;
  private final int most;
  private final Set<String> only;
  private final Set<String> without;

  private TakeRequest(String zone, int most, Set<String> only, Set<String> without) {
    this.zone = zone;
    this.most = most;
    this.only = only;
    this.without = without;
  }

  /**
   * One or more deliveries of a zone that are due, for any domain; some more when they are of the
   * same message and domain as one of them.
   */
  public static TakeRequest of(String zone, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one is taken: " + most);
    }
    return new TakeRequest(zone, most, Set.of(), Set.of());
  }

  /** The same without those domains, as {@link QueuedDelivery#domain} writes them. */
  public TakeRequest without(Set<String> domains) {
    return new TakeRequest(zone, most, only, Set.copyOf(domains));
  }

  /** The same for those domains only, as {@link QueuedDelivery#domain} writes them. */
  public TakeRequest onlyFor(Set<String> domains) {
    return new TakeRequest(zone, most, Set.copyOf(domains), without);
  }

  String zone() {
    return zone;
  }

  int most() {
    return most;
  }

  /** Empty: all. */
  Set<String> domains() {
    return only;
  }

  Set<String> domainsLeftOut() {
    return without;
  }
}
