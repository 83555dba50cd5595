package email.wildduck.james.queue.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;

/**
 * How many deliveries of each message this process holds, so that it reads a message once for all
 * of them, and looks for deliveries that are left once, when its last one ends, and not at all when
 * it has held all that there were. Thread-safe.
 *
 * <p>What was read stays as it is while a delivery is held: the file of a message gets its last
 * header before the message can be taken from a zone ({@link HeaderUpdate} has no effect for an
 * earlier owner of the spool document, and there is no later one), neither WildDuck nor a ZoneMTA
 * nor an administrator changes the file of a queued message, and it is deleted after the last
 * delivery.
 *
 * <p>A look that finds a delivery leaves the message to whoever ends that one. So while others of
 * the message are held here a look is only owed: the last one of them to end pays it, unless it
 * stays in the queue, and then whoever ends it looks.
 */
final class HeldMessages {
  /** What is left of a message after deliveries of it were deleted. */
  enum Left {
    /** Others are held here; the last of them decides. */
    HELD_HERE,
    /** Nobody here knows. */
    UNKNOWN,
    /** Surely nothing: all deliveries that the message had were held and deleted here. */
    NOTHING
  }

  private static final class Held {
    private long deliveries;
    private boolean all;
    private boolean lookOwed;
    private Optional<FutureTask<StoredMessage>> reading = Optional.empty();
  }

  private final Map<String, Held> messages = new HashMap<>();

  /** One delivery more is held; there may be others elsewhere. */
  synchronized void hold(String message) {
    Held held = messages.computeIfAbsent(message, id -> new Held());
    held.deliveries++;
    held.all = false;
  }

  /** All deliveries that a message has are held from now on. */
  synchronized void holdAll(String message, int deliveries) {
    boolean known = messages.containsKey(message);
    Held held = messages.computeIfAbsent(message, id -> new Held());
    held.deliveries += deliveries;
    held.all = !known;
  }

  /** The reading of a message that has begun, or this one from now on. */
  synchronized FutureTask<StoredMessage> reading(String message, FutureTask<StoredMessage> mine) {
    Held held = messages.get(message);
    if (held == null) {
      return mine;
    }
    FutureTask<StoredMessage> first = held.reading.orElse(mine);
    held.reading = Optional.of(first);
    return first;
  }

  /** A reading has failed; the next one is tried. */
  synchronized void failed(String message, FutureTask<StoredMessage> reading) {
    Held held = messages.get(message);
    if (held != null) {
      held.reading = held.reading.filter(other -> other != reading);
    }
  }

  /**
   * Deliveries are held no more, since they were deleted.
   *
   * @param surely false when some of them were somebody else's by then
   */
  synchronized Left deleted(String message, long deliveries, boolean surely) {
    Held held = messages.get(message);
    if (held == null) {
      return Left.UNKNOWN;
    }
    held.all &= surely;
    held.lookOwed = true;
    if (isLeft(message, held, deliveries)) {
      return Left.HELD_HERE;
    }
    return held.all ? Left.NOTHING : Left.UNKNOWN;
  }

  /**
   * A delivery is held no more, and was not deleted.
   *
   * @return whether it was the last one, and a look is owed that somebody has to pay if the
   *     delivery is not in the queue any more
   */
  synchronized boolean left(String message) {
    Held held = messages.get(message);
    if (held == null) {
      return false;
    }
    held.all = false;
    return !isLeft(message, held, 1) && held.lookOwed;
  }

  private boolean isLeft(String message, Held held, long gone) {
    held.deliveries -= gone;
    if (held.deliveries > 0) {
      return true;
    }
    messages.remove(message);
    return false;
  }
}
