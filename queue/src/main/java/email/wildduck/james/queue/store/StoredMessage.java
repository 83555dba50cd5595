package email.wildduck.james.queue.store;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.types.ObjectId;

/**
 * A message in the queue. Its body stays where it is, in the database or in the memory of the
 * process that has just written it, and is read when asked for.
 */
public final class StoredMessage {
  private final MessageFile file;
  private final Supplier<Optional<ByteSource>> atHand;
  private final ByteSource body;

  StoredMessage(MessageFile file, Supplier<Optional<ByteSource>> atHand, ByteSource body) {
    this.file = file;
    this.atHand = atHand;
    this.body = body;
  }

  /** The {@code _id} of its file. */
  public ObjectId file() {
    return file.fileId();
  }

  /** What is known of the message by this, besides what {@code known} says. */
  public MessageRef refine(MessageRef known) {
    MessageRef inFile = known.inFile(file.fileId());
    return file.isWithOneDelivery() ? inFile.withOneDelivery() : inFile;
  }

  /** Envelope, header fields and origin. */
  public MessageData data() {
    return file.data();
  }

  /**
   * The body; each opening reads it anew. Reading throws {@link IncompleteBodyException} when part
   * of it is missing.
   */
  public ByteSource body() {
    return body;
  }

  /** The body, if this process has it in memory; whoever gets it keeps it there. */
  public Optional<ByteSource> bodyAtHand() {
    return atHand.get();
  }

  /** The message as it came in, with its body taken from {@code copy}. */
  public RawMessage withBody(ByteSource copy) throws IOException {
    return StoredHeaders.join(data().headers(), data().headerBytes(), copy);
  }
}
