package email.wildduck.james.queue.james;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the bytes of a message are, shared by messages that differ in their header only. */
final class SharedStorage {
  private static final Logger LOGGER = LoggerFactory.getLogger(SharedStorage.class);

  private final Closeable storage;
  private final AtomicInteger users = new AtomicInteger(1);

  /** Has one user. */
  SharedStorage(Closeable storage) {
    this.storage = storage;
  }

  /** One more user. */
  SharedStorage retain() {
    users.incrementAndGet();
    return this;
  }

  /** One user less; the last one closes the storage. */
  void release() {
    if (users.decrementAndGet() == 0) {
      try {
        storage.close();
      } catch (IOException e) {
        LOGGER.warn("a temporary file is left behind", e);
      }
    }
  }
}
