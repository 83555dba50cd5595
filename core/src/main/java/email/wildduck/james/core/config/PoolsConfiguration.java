package email.wildduck.james.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code <pools>}: the addresses that sending zones send from. */
public final class PoolsConfiguration {
  private final List<PoolConfiguration> pools;

  private PoolsConfiguration(List<PoolConfiguration> pools) {
    this.pools = List.copyOf(pools);
  }

  static PoolsConfiguration read(ConfigReader section) {
    ConfigReader reader = section.knowing("pool");
    List<PoolConfiguration> pools = new ArrayList<>();
    for (ConfigReader element : reader.all("pool")) {
      PoolConfiguration pool = PoolConfiguration.read(element);
      if (pools.stream().anyMatch(other -> other.name().equals(pool.name()))) {
        throw element.wrong("name", "there is a pool of that name already");
      }
      pools.add(pool);
    }
    return new PoolsConfiguration(pools);
  }

  /** All pools, in the order of the file. */
  public List<PoolConfiguration> all() {
    return pools;
  }

  /** The pool of that name. */
  public Optional<PoolConfiguration> find(String name) {
    return pools.stream().filter(pool -> pool.name().equals(name)).findFirst();
  }
}
