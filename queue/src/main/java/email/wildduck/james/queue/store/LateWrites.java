package email.wildduck.james.queue.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.queue.timing.QueueStep;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of deliveries that this process holds, and that are written a moment later: those of all
 * deliveries with one call, and none of a delivery that has ended before. Whoever ends one in
 * another way than by deleting it has its change written first.
 *
 * <p>A change has an effect only while the lease holds, may be written twice, and is lost when the
 * process is killed before. When the database is away it is written as soon as that is back.
 * Thread-safe.
 */
public final class LateWrites implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(LateWrites.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final int MOST_IN_A_CALL = 500;

  private static final class Late {
    private final Lease lease;
    private final Bson change;
    private final long since = System.nanoTime();

    Late(Lease lease, Bson change) {
      this.lease = lease;
      this.change = change;
    }

    boolean isOlderThan(Duration age) {
      return System.nanoTime() - since >= age.toNanos();
    }
  }

  private final QueueCollections collections;
  private final MongoCollection<Document> deliveries;
  private final Duration delay;
  private final Map<String, Late> late = new ConcurrentHashMap<>();
  private final AtomicBoolean planned = new AtomicBoolean(true);
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread writing = new Thread(work, "queue-late-writes");
            writing.setDaemon(true);
            return writing;
          });

  LateWrites(QueueCollections collections) {
    this.collections = collections;
    this.deliveries = collections.deliveries();
    this.delay = collections.settings().lateWrites();
  }

  /** From now on changes are written without being asked for. */
  void start() {
    plan(delay);
  }

  /**
   * Has a change written soon.
   *
   * @param change that may be made twice
   */
  public void later(Lease lease, Bson change) {
    late.put(keyOf(lease), new Late(lease, change));
    planIfNeeded(delay);
  }

  /** The delivery is not there any more, or nobody wants the change: it need not be written. */
  public void forget(Lease lease) {
    late.remove(keyOf(lease));
  }

  /**
   * Returns when the changes of these deliveries have been written, as far as the leases hold.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException when the database fails; they
   *     are written later then
   */
  void now(Collection<Lease> leases) {
    if (!late.isEmpty()) {
      write(
          leases.stream()
              .map(lease -> late.get(keyOf(lease)))
              .filter(Objects::nonNull)
              .collect(Collectors.toList()));
    }
  }

  /** The same for all deliveries. */
  public void now() {
    write(List.copyOf(late.values()));
  }

  private void write(List<Late> some) {
    for (int from = 0; from < some.size(); from += MOST_IN_A_CALL) {
      writeSome(some.subList(from, Math.min(from + MOST_IN_A_CALL, some.size())));
    }
  }

  private void writeSome(List<Late> some) {
    List<UpdateOneModel<Document>> updates =
        some.stream()
            .map(one -> new UpdateOneModel<Document>(LeaseUpdates.heldBy(one.lease), one.change))
            .collect(Collectors.toList());
    collections
        .timings()
        .timed(
            QueueStep.LATE_WRITE,
            () ->
                MongoFailures.translate(
                    "writing " + some.size() + " changes of deliveries",
                    () -> deliveries.bulkWrite(updates, new BulkWriteOptions().ordered(false))));
    some.forEach(one -> late.remove(keyOf(one.lease), one));
    collections.hooks().reached(QueuePoint.LATE_WRITTEN);
  }

  private void planIfNeeded(Duration after) {
    if (planned.compareAndSet(false, true)) {
      plan(after);
    }
  }

  private void plan(Duration after) {
    try {
      var unused = thread.schedule(this::writeDue, after.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOGGER.debug("changes of deliveries are written at the end", e);
    }
  }

  /** Not those that are young: most of them end before they need to be written. */
  private void writeDue() {
    planned.set(false);
    Duration next = delay.dividedBy(2);
    try {
      write(
          late.values().stream()
              .filter(one -> one.isOlderThan(delay))
              .collect(Collectors.toList()));
    } catch (RuntimeException | Error e) {
      // an Error too: nobody else would try again
      LOGGER.warn("{} changes of deliveries could not be written yet", late.size(), e);
      next = PAUSE_AFTER_FAILURE;
    }
    if (!late.isEmpty()) {
      planIfNeeded(next);
    }
  }

  /** Writes what is left, if the database is there. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      now();
    } catch (SmtpException e) {
      LOGGER.warn("{} changes of deliveries were not written", late.size(), e);
    }
  }

  private static String keyOf(Lease lease) {
    return HeldLease.key(lease.token(), lease.documentId());
  }
}
