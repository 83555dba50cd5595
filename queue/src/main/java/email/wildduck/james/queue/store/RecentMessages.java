package email.wildduck.james.queue.store;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.types.ObjectId;

/**
 * The messages that this process wrote last, as far as they fit into a number of bytes; those that
 * were not asked for the longest time go first. Thread-safe.
 *
 * <p>Only what never changes is kept under the {@code _id} of a file: its body, and its metadata as
 * they were accepted. So nothing here can be out of date, whatever others do with the file.
 */
final class RecentMessages {
  /** One message may take up so much of the whole. */
  private static final int SHARE = 16;

  private final long most;
  private final Map<ObjectId, RecentMessage> messages = new LinkedHashMap<>(16, 0.75f, true);
  private long size;

  /**
   * @param most bytes of all messages; 0 keeps none
   */
  RecentMessages(long most) {
    this.most = most;
  }

  /** The longest body that is kept, in bytes. */
  int longestBody() {
    return (int) Math.min(Integer.MAX_VALUE, most / SHARE);
  }

  /** Keeps a message, unless it is too long. */
  synchronized void keep(ObjectId file, RecentMessage message) {
    if (message.size() <= most / SHARE) {
      drop(file);
      messages.put(file, message);
      size += message.size();
      evict();
    }
  }

  /** The message of a file; empty when it is not kept. */
  synchronized Optional<RecentMessage> of(ObjectId file) {
    return Optional.ofNullable(messages.get(file));
  }

  /** Forgets files that are deleted or renamed. */
  synchronized void drop(Collection<ObjectId> files) {
    files.forEach(this::drop);
  }

  /** What is kept now, in bytes. */
  synchronized long size() {
    return size;
  }

  private void drop(ObjectId file) {
    RecentMessage dropped = messages.remove(file);
    if (dropped != null) {
      size -= dropped.size();
    }
  }

  private void evict() {
    Iterator<RecentMessage> oldest = messages.values().iterator();
    while (size > most) {
      size -= oldest.next().size();
      oldest.remove();
    }
  }
}
