package email.wildduck.james.delivery.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** Addresses of one family, and the choice among them ({@code spec/delivery.md} §6). Immutable. */
public final class SourcePool {
  private final List<PoolAddress> addresses;
  private final List<PoolAddress> divided;

  /** Divides the load once. */
  public SourcePool(List<PoolAddress> addresses) {
    this.addresses = List.copyOf(addresses);
    this.divided = List.copyOf(LoadDivision.divide(addresses, PoolAddress::ratio));
  }

  /** All addresses. */
  public List<PoolAddress> addresses() {
    return addresses;
  }

  /** The share of an address, from 0 to 1. */
  public double share(PoolAddress address) {
    return divided.stream().filter(address::equals).count() / (double) Math.max(1, divided.size());
  }

  /**
   * The address for a key; empty when there is none at all.
   *
   * <p>Whoever had an address that is used up for today gets another one; nobody else's changes. If
   * all are used up the plan is not kept: a message that waits for the next day helps nobody.
   *
   * @param key of the delivery: the same key has the same address each time
   * @param disabled what may not be used; when that is all, all is used
   * @param usedUp what has sent its volume of today
   */
  public Optional<SourceChoice> choose(
      String key, Predicate<PoolAddress> disabled, Predicate<PoolAddress> usedUp) {
    List<PoolAddress> enabled = without(divided, disabled);
    boolean allDisabled = enabled.isEmpty();
    List<PoolAddress> list = allDisabled ? divided : enabled;
    if (list.isEmpty()) {
      return Optional.empty();
    }
    PoolAddress chosen = list.get(index(key, list.size()));
    if (usedUp.test(chosen)) {
      List<PoolAddress> fresh = without(list, usedUp);
      chosen = fresh.isEmpty() ? chosen : fresh.get(index(key, fresh.size()));
    }
    return Optional.of(new SourceChoice(chosen, allDisabled));
  }

  private static List<PoolAddress> without(
      List<PoolAddress> addresses, Predicate<PoolAddress> condition) {
    return addresses.stream().filter(condition.negate()).collect(Collectors.toList());
  }

  /** {@code |crc32(key) mod size|} of a signed checksum. */
  private static int index(String key, int size) {
    CRC32 checksum = new CRC32();
    checksum.update(key.getBytes(StandardCharsets.UTF_8));
    return Math.abs((int) checksum.getValue() % size);
  }
}
