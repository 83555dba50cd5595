package email.wildduck.james.bench.queue;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The most heap that was used whenever somebody looked, in bytes. Thread-safe. */
final class HeapWatch {
  private final List<MemoryPoolMXBean> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();
  private final AtomicLong most = new AtomicLong();
  private final AtomicLong mostAfterCollection = new AtomicLong();

  void look() {
    most.accumulateAndGet(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), Math::max);
    mostAfterCollection.accumulateAndGet(
        pools.stream()
            .map(pool -> Optional.ofNullable(pool.getCollectionUsage()))
            .flatMap(Optional::stream)
            .mapToLong(MemoryUsage::getUsed)
            .sum(),
        Math::max);
  }

  long most() {
    return most.get();
  }

  long mostAfterCollection() {
    return mostAfterCollection.get();
  }
}
