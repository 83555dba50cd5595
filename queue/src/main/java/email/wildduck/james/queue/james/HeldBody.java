package email.wildduck.james.queue.james;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.SpillingBuffer;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.IncompleteBodyException;
import email.wildduck.james.queue.store.StoredMessage;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A stored body for as long as a Mail needs it: in memory up to {@value #MEMORY_THRESHOLD} bytes,
 * without a copy where this process has it there already, and above that in a temporary file.
 * Closing it deletes the file.
 */
final class HeldBody implements Closeable {
  /** About a chunk of GridFS. As many are in memory as there are Mails in work and in waiting. */
  static final int MEMORY_THRESHOLD = 256 * 1024;

  private final ByteSource source;
  private final Closeable storage;

  private HeldBody(ByteSource source, Closeable storage) {
    this.source = source;
    this.storage = storage;
  }

  /**
   * @throws BrokenEntryException when part of the body is missing
   * @throws IOException when the file cannot be written
   */
  static HeldBody of(StoredMessage stored) throws BrokenEntryException, IOException {
    Optional<ByteSource> atHand = stored.bodyAtHand();
    if (atHand.isPresent() && atHand.get().size() <= MEMORY_THRESHOLD) {
      return new HeldBody(atHand.get(), () -> {});
    }
    try (InputStream in = stored.body().open()) {
      SpillingBuffer copy = SpillingBuffer.readFrom(in, MEMORY_THRESHOLD);
      return new HeldBody(copy.source(), copy);
    } catch (IncompleteBodyException e) {
      throw new BrokenEntryException(e.getMessage(), e);
    }
  }

  /** The bytes, until this is closed. */
  ByteSource source() {
    return source;
  }

  @Override
  public void close() throws IOException {
    storage.close();
  }
}
