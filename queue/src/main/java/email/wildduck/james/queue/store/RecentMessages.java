package email.wildduck.james.queue.store;

import email.wildduck.james.queue.id.QueueId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.bson.types.ObjectId;

/**
 * The messages that this process wrote last, as far as they fit into a number of bytes. Those that
 * nobody has asked for in the last {@value #STALE_SECONDS} seconds make room for new ones: they
 * wait for another attempt. Others stay, and a new one is not kept then, since in a backlog those
 * that came first are needed first. Thread-safe.
 *
 * <p>Only what never changes is kept: the body, the metadata as they were accepted, and those that
 * the message was handed over with. So nothing here can be out of date, whatever others do with the
 * file.
 */
final class RecentMessages {
  /** One message may take up so much of the whole. */
  private static final int SHARE = 32;

  private static final int STALE_SECONDS = 60;

  private final long most;
  private final LongSupplier nanoTime;
  private final Map<ObjectId, Kept> messages = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<QueueId, MessageFile> handedOver = new HashMap<>();
  private long size;

  /**
   * @param most bytes of all messages; 0 keeps none
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  RecentMessages(long most, LongSupplier nanoTime) {
    this.most = most;
    this.nanoTime = nanoTime;
  }

  /** The longest body that is kept, in bytes. */
  int longestBody() {
    return (int) Math.min(Integer.MAX_VALUE, most / SHARE);
  }

  /** Keeps a message, unless it is too long or there is no room for it. */
  synchronized void keep(ObjectId file, RecentMessage message) {
    long now = nanoTime.getAsLong();
    drop(file);
    if (message.size() <= most / SHARE && hasRoom(message.size(), now)) {
      messages.put(file, new Kept(message, now));
      size += message.size();
    }
  }

  /** The message of a file; empty when it is not kept. */
  synchronized Optional<RecentMessage> of(ObjectId file) {
    return Optional.ofNullable(messages.get(file)).map(kept -> kept.at(nanoTime.getAsLong()));
  }

  /**
   * Keeps with a message, if that is kept, what it was handed over with.
   *
   * @param withOneDelivery whether it was handed over as one delivery
   */
  synchronized void handedOver(
      QueueId id, ObjectId file, MessageData data, boolean withOneDelivery) {
    Kept kept = messages.get(file);
    if (kept != null) {
      kept.id = Optional.of(id);
      handedOver.put(id, new MessageFile(file, kept.message.length(), data, withOneDelivery));
    }
  }

  /** What a message was handed over with; empty when that is not kept. */
  synchronized Optional<MessageFile> handedOver(QueueId id) {
    Optional<MessageFile> file = Optional.ofNullable(handedOver.get(id));
    file.ifPresent(known -> of(known.fileId()));
    return file;
  }

  /** Forgets files that are deleted or renamed. */
  synchronized void drop(Collection<ObjectId> files) {
    files.forEach(this::drop);
  }

  /** What is kept now, in bytes. */
  synchronized long size() {
    return size;
  }

  /** Whether more than a tenth of the room is left. */
  synchronized boolean hasRoom() {
    return size < most / 10 * 9;
  }

  private void drop(ObjectId file) {
    Kept dropped = messages.remove(file);
    if (dropped != null) {
      forget(dropped);
    }
  }

  private boolean hasRoom(long wanted, long now) {
    Iterator<Kept> longestUnused = messages.values().iterator();
    while (size + wanted > most && longestUnused.hasNext()) {
      Kept kept = longestUnused.next();
      if (!kept.isStaleAt(now)) {
        return false;
      }
      longestUnused.remove();
      forget(kept);
    }
    return size + wanted <= most;
  }

  private void forget(Kept kept) {
    size -= kept.message.size();
    kept.id.ifPresent(handedOver::remove);
  }

  private static final class Kept {
    private final RecentMessage message;
    private Optional<QueueId> id = Optional.empty();
    private long asked;

    Kept(RecentMessage message, long now) {
      this.message = message;
      this.asked = now;
    }

    RecentMessage at(long now) {
      asked = now;
      return message;
    }

    boolean isStaleAt(long now) {
      return now - asked > TimeUnit.SECONDS.toNanos(STALE_SECONDS);
    }
  }
}
