package email.wildduck.james.delivery.share;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Notes by their names, the same on all nodes: a hash in Redis, and a copy of it here that is read
 * again every few seconds. What was noted while Redis was away is sent when it is back.
 * Thread-safe.
 */
public final class Notes {
  /** How old the copy is at most that decides about each message. */
  public static final Duration AGE = Duration.ofSeconds(2);

  /** For a hash that nobody reads any more. */
  private static final Duration FORGOTTEN = Duration.ofDays(30);

  private final SharedRedis redis;
  private final String key;
  private final Duration age;
  private final Duration kept;
  private final Clock clock;
  private final Map<String, Note> known = new ConcurrentHashMap<>();
  private final Map<String, Note> unsent = new ConcurrentHashMap<>();
  private final AtomicReference<Instant> due = new AtomicReference<>(Instant.MIN);

  /**
   * @param name of the hash
   * @param age of the copy here, at most
   * @param kept how long a note is kept after its end
   */
  public Notes(SharedRedis redis, String name, Duration age, Duration kept, Clock clock) {
    this.redis = redis;
    this.key = redis.key(name);
    this.age = age;
    this.kept = kept;
    this.clock = clock;
  }

  /** The note of that name, whether it has ended or not. */
  public Optional<Note> find(String name) {
    refresh();
    return Optional.ofNullable(known.get(name));
  }

  /** All notes, those that have ended too. */
  public Map<String, Note> all() {
    refresh();
    return Map.copyOf(known);
  }

  /** Notes something, instead of what was noted before. */
  public synchronized void put(String name, Note note) {
    known.put(name, note);
    unsent.put(name, note);
    send();
  }

  /** Forgets something. */
  public synchronized void remove(String name) {
    known.remove(name);
    unsent.remove(name);
    redis.ask(commands -> commands.hdel(key, name));
  }

  private void refresh() {
    Instant planned = due.get();
    Instant now = clock.instant();
    if (!now.isBefore(planned) && due.compareAndSet(planned, now.plus(age))) {
      read(now);
    }
  }

  private synchronized void read(Instant now) {
    send();
    redis.ask(commands -> commands.hgetall(key)).ifPresent(stored -> take(stored, now));
    known.values().removeIf(note -> isOver(note, now));
  }

  private void take(Map<String, String> stored, Instant now) {
    List<String> old = new ArrayList<>();
    known.keySet().removeIf(name -> !stored.containsKey(name) && !unsent.containsKey(name));
    stored.forEach(
        (name, text) ->
            Note.parse(text)
                .filter(note -> !isOver(note, now))
                .ifPresentOrElse(note -> known.put(name, note), () -> old.add(name)));
    if (!old.isEmpty()) {
      redis.ask(commands -> commands.hdel(key, old.toArray(new String[0])));
    }
  }

  private boolean isOver(Note note, Instant now) {
    return !now.isBefore(note.until().plus(kept));
  }

  private void send() {
    if (!unsent.isEmpty()) {
      Map<String, String> fields = new ConcurrentHashMap<>();
      unsent.forEach((name, note) -> fields.put(name, note.stored()));
      boolean sent =
          redis
              .ask(
                  commands -> {
                    long added = commands.hset(key, fields);
                    commands.expire(key, FORGOTTEN);
                    return added;
                  })
              .isPresent();
      if (sent) {
        unsent.clear();
      }
    }
  }
}
