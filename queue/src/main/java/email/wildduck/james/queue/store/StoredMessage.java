package email.wildduck.james.queue.store;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import java.io.IOException;

/** A message in the queue. Its body stays in the database and is read from there when asked for. */
public final class StoredMessage {
  private final MessageData data;
  private final ByteSource body;

  StoredMessage(MessageData data, ByteSource body) {
    this.data = data;
    this.body = body;
  }

  /** Envelope, header fields and origin. */
  public MessageData data() {
    return data;
  }

  /**
   * The body; each opening reads it from the database anew. Reading throws {@link
   * IncompleteBodyException} when part of it is missing.
   */
  public ByteSource body() {
    return body;
  }

  /** The message as it came in, with its body taken from {@code copy}. */
  public RawMessage withBody(ByteSource copy) throws IOException {
    return StoredHeaders.join(data.headers(), data.headerBytes(), copy);
  }
}
