package email.wildduck.james.delivery.limit;

import email.wildduck.james.core.event.Event;
import email.wildduck.james.delivery.share.Note;
import email.wildduck.james.delivery.share.Notes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sites that asked to be left alone, by 421 or by a reply about too much in too short a time.
 * Nobody sends to them until the pause is over; each pause in a row is twice as long as the one
 * before, and a success starts anew. Thread-safe.
 */
public final class BackOff {
  private static final Logger LOGGER = LoggerFactory.getLogger(BackOff.class);
  private static final int MOST_DOUBLINGS = 20;

  private final Notes notes;
  private final Duration first;
  private final Duration longest;
  private final Clock clock;

  /**
   * @param first the first pause; zero for no pauses
   * @param longest the longest pause
   */
  public BackOff(Notes notes, Duration first, Duration longest, Clock clock) {
    this.notes = notes;
    this.first = first;
    this.longest = longest;
    this.clock = clock;
  }

  /** The pause that a site is in. */
  public Optional<Note> pauseOf(String site) {
    return notes.find(site).filter(note -> clock.instant().isBefore(note.until()));
  }

  /** Whether there is a site in a pause; cheaper than to ask for one. */
  boolean isAnySitePaused() {
    Instant now = clock.instant();
    return notes.all().values().stream().anyMatch(note -> now.isBefore(note.until()));
  }

  /** All sites that are in a pause. */
  public Map<String, Note> pauses() {
    Instant now = clock.instant();
    Map<String, Note> pauses = new TreeMap<>(notes.all());
    pauses.values().removeIf(note -> !now.isBefore(note.until()));
    return pauses;
  }

  /**
   * A site asks for a pause; those who were still under way when one began do not make it longer.
   */
  void begin(String site, String reply) {
    Optional<Note> before = notes.find(site);
    Instant now = clock.instant();
    if (first.isZero() || before.isPresent() && now.isBefore(before.get().until())) {
      return;
    }
    int level = before.map(Note::level).orElse(0) + 1;
    Duration pause = pause(level);
    notes.put(site, new Note(now.plus(pause), level, reply));
    Event.of("BACKOFF")
        .about(site)
        .with("seconds", String.valueOf(pause.toSeconds()))
        .with("response", reply)
        .info(LOGGER);
  }

  private Duration pause(int level) {
    Duration pause = first.multipliedBy(1L << Math.min(level - 1, MOST_DOUBLINGS));
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  /** A site takes messages; one that it took after a pause has begun says nothing. */
  void succeeded(String site) {
    if (notes.find(site).filter(note -> !clock.instant().isBefore(note.until())).isPresent()) {
      notes.remove(site);
    }
  }

  /** Sends to a site again at once. False when it was in no pause. */
  public boolean end(String site) {
    boolean paused = pauseOf(site).isPresent();
    notes.remove(site);
    return paused;
  }
}
