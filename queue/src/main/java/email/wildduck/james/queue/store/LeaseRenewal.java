package email.wildduck.james.queue.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the database for more time. Thread-safe. */
final class LeaseRenewal {
  private static final Logger LOGGER = LoggerFactory.getLogger(LeaseRenewal.class);
  private static final int BATCH = 500;

  private final ZoneQueue queue;
  private final Supplier<LeaseMoment> clocks;

  LeaseRenewal(ZoneQueue queue, Supplier<LeaseMoment> clocks) {
    this.queue = queue;
    this.clocks = clocks;
  }

  /**
   * Renews those that still hold, and notes it with them. Asks the database even when there are
   * none.
   *
   * @return false when the database did not answer; some may have been renewed then
   */
  boolean renew(List<HeldLease> leases) {
    boolean there = isAnswered(leases.subList(0, Math.min(BATCH, leases.size())));
    for (int from = BATCH; there && from < leases.size(); from += BATCH) {
      there = isAnswered(leases.subList(from, Math.min(from + BATCH, leases.size())));
    }
    return there;
  }

  private boolean isAnswered(List<HeldLease> leases) {
    try {
      renewSome(leases);
      return true;
    } catch (RuntimeException e) {
      LOGGER.warn("{} leases could not be renewed", leases.size(), e);
      return false;
    }
  }

  private void renewSome(List<HeldLease> leases) {
    Set<String> tokens = new HashSet<>();
    List<Object> documentIds = new ArrayList<>();
    for (HeldLease known : leases) {
      tokens.add(known.lease().token());
      documentIds.add(known.lease().documentId());
    }
    LeaseMoment asked = clocks.get();
    long renewed = queue.renew(tokens, documentIds);
    LOGGER.debug("renewed {} of {} leases", renewed, leases.size());
    if (renewed == leases.size()) {
      leases.forEach(known -> known.renewed(asked));
      return;
    }
    // some have been ended meanwhile, or lost
    Set<String> still = new HashSet<>();
    queue.forEachHeld(tokens, documentIds, (token, id) -> still.add(HeldLease.key(token, id)));
    leases.stream()
        .filter(known -> still.contains(known.key()))
        .forEach(known -> known.renewed(asked));
  }
}
