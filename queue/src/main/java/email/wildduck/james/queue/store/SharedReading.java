package email.wildduck.james.queue.store;

import email.wildduck.james.core.error.TemporaryFailureException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Reads a message once for all deliveries of it that this process holds at the same time: those
 * that ask meanwhile wait for the first, and get what it gets. Thread-safe.
 */
final class SharedReading {
  /** Reads a message. */
  interface Reading {
    StoredMessage read() throws BrokenEntryException;
  }

  private final HeldMessages messages;

  SharedReading(HeldMessages messages) {
    this.messages = messages;
  }

  /** The message of a delivery. */
  StoredMessage of(Lease lease, Reading reading) throws BrokenEntryException {
    FutureTask<StoredMessage> mine = new FutureTask<>(reading::read);
    FutureTask<StoredMessage> first = messages.reading(lease.message(), mine);
    if (first == mine) {
      mine.run();
    }
    try {
      return first.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TemporaryFailureException("interrupted while reading " + lease.message(), e);
    } catch (ExecutionException e) {
      messages.failed(lease.message(), first);
      throw unwrapped(e.getCause());
    }
  }

  private static RuntimeException unwrapped(Throwable failure) throws BrokenEntryException {
    if (failure instanceof BrokenEntryException) {
      throw (BrokenEntryException) failure;
    }
    if (failure instanceof Error) {
      throw (Error) failure;
    }
    return (RuntimeException) failure;
  }
}
