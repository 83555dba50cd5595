package email.wildduck.james.delivery.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Chooses the addresses that the deliveries of one message at one site are sent from, one of each
 * family that their zone's pool has. Which of them may be used is asked once for each address,
 * however many deliveries there are. Not thread-safe.
 */
public final class SourceSelection {
  private final List<SourcePool> families;
  private final Optional<String> commonKey;
  private final Predicate<PoolAddress> disabled;
  private final Predicate<PoolAddress> usedUp;

  /**
   * @param families none for a zone without pool
   * @param commonKey of all deliveries, instead of their own
   * @param disabled what may not be used
   * @param usedUp what has sent its volume of today
   */
  SourceSelection(
      List<SourcePool> families,
      Optional<String> commonKey,
      Predicate<PoolAddress> disabled,
      Predicate<PoolAddress> usedUp) {
    this.families = List.copyOf(families);
    this.commonKey = commonKey;
    this.disabled = askedOnce(disabled);
    this.usedUp = askedOnce(usedUp);
  }

  private static Predicate<PoolAddress> askedOnce(Predicate<PoolAddress> condition) {
    Map<PoolAddress, Boolean> answers = new HashMap<>();
    return address -> answers.computeIfAbsent(address, condition::test);
  }

  /**
   * The choice of each family that the pool has addresses of; empty without a pool.
   *
   * @param key {@code <id>.<seq>} of the delivery
   */
  public List<SourceChoice> choose(String key) {
    List<SourceChoice> choices = new ArrayList<>();
    for (SourcePool family : families) {
      family.choose(commonKey.orElse(key), disabled, usedUp).ifPresent(choices::add);
    }
    return choices;
  }
}
