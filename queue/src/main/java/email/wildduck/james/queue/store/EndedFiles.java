package email.wildduck.james.queue.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the files of messages that have ended. When many end at the same time, one thread deletes
 * and the others leave theirs to it, so that a call to the database deletes many. Thread-safe.
 *
 * <p>A message that ends alone has no file any more when {@link #delete} returns. What a crash or a
 * database that is away leaves behind, the sweeper finds.
 */
final class EndedFiles implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(EndedFiles.class);
  private static final int MOST_IN_A_CALL = 100;
  private static final long IDLE_SECONDS = 10;
  private static final long GRACE_SECONDS = 10;

  private final Queue<ObjectId> pending = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean deleting = new AtomicBoolean();
  private final Consumer<Collection<ObjectId>> deletion;

  /** Deletes what has come in during a deletion: no caller works for others without end. */
  private final ExecutorService rest = thread();

  /**
   * @param deletion of files by their {@code _id}
   */
  EndedFiles(Consumer<Collection<ObjectId>> deletion) {
    this.deletion = deletion;
  }

  /** Deletes a file now, or has it deleted soon. Throws nothing. */
  void delete(ObjectId file) {
    pending.add(file);
    if (deleting.compareAndSet(false, true)) {
      deleteSome();
      leaveTheRest();
    }
  }

  /** Only by the thread that has set {@link #deleting}. */
  private void leaveTheRest() {
    if (pending.isEmpty()) {
      deleting.set(false);
      // what was added after the look and before the flag
      if (!pending.isEmpty() && deleting.compareAndSet(false, true)) {
        rest.execute(this::deleteTheRest);
      }
    } else {
      rest.execute(this::deleteTheRest);
    }
  }

  private void deleteTheRest() {
    while (!pending.isEmpty()) {
      deleteSome();
    }
    leaveTheRest();
  }

  private void deleteSome() {
    List<ObjectId> files = new ArrayList<>();
    Optional<ObjectId> next = next();
    while (next.isPresent()) {
      files.add(next.get());
      next = files.size() < MOST_IN_A_CALL ? next() : Optional.empty();
    }
    try {
      deletion.accept(files);
    } catch (RuntimeException | Error e) {
      // an Error too: nobody else would take up the work again
      LOGGER.warn("the files {} of finished messages are left behind", files, e);
    }
  }

  private Optional<ObjectId> next() {
    return Optional.ofNullable(pending.poll());
  }

  /** Waits for what is being deleted; what comes later may be left to the sweeper. */
  @Override
  public void close() {
    rest.shutdown();
    try {
      if (!rest.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
        LOGGER.warn("{} files of finished messages are left behind", pending.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One thread that ends when there is nothing to do. */
  private static ExecutorService thread() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "queue-ended-files");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
