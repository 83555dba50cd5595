package email.wildduck.james.queue.james;

import email.wildduck.james.core.message.RawMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.james.lifecycle.api.Disposable;
import org.apache.james.server.core.MimeMessageSource;

/** The bytes of a message as James wants to read them, with the end of their life. */
final class RawMessageSource implements MimeMessageSource, Disposable {
  private final String id = "raw-" + UUID.randomUUID();
  private final RawMessage message;
  private final SharedStorage storage;
  private final AtomicBoolean disposed = new AtomicBoolean();

  RawMessageSource(RawMessage message, SharedStorage storage) {
    this.message = message;
    this.storage = storage;
  }

  RawMessage message() {
    return message;
  }

  SharedStorage storage() {
    return storage;
  }

  @Override
  public String getSourceId() {
    return id;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return message.open();
  }

  @Override
  public long getMessageSize() throws IOException {
    return message.size();
  }

  /** May be called more than once, as James does. */
  @Override
  public void dispose() {
    if (disposed.compareAndSet(false, true)) {
      storage.release();
    }
  }
}
