package email.wildduck.james.delivery.share;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Something that holds until a time. Immutable. */
public final class Note {
  private static final int LONGEST_TEXT = 500;

  private final Instant until;
  private final int level;
  private final String text;

  /**
   * @param level how many times in a row, from 1 on
   * @param text why, for people; cut when it is long
   */
  public Note(Instant until, int level, String text) {
    this.until = Objects.requireNonNull(until);
    this.level = level;
    this.text = text.substring(0, Math.min(text.length(), LONGEST_TEXT));
  }

  /** Reads {@code <ms since 1970> <level> <text>}; empty when it is something else. */
  static Optional<Note> parse(String stored) {
    String[] parts = stored.split(" ", 3);
    try {
      return parts.length < 3
          ? Optional.empty()
          : Optional.of(
              new Note(
                  Instant.ofEpochMilli(Long.parseLong(parts[0])),
                  Integer.parseInt(parts[1]),
                  parts[2]));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  String stored() {
    return until.toEpochMilli() + " " + level + " " + text;
  }

  /** When it ends. */
  public Instant until() {
    return until;
  }

  /** How many times in a row. */
  public int level() {
    return level;
  }

  /** Why. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Note && stored().equals(((Note) other).stored());
  }

  @Override
  public int hashCode() {
    return stored().hashCode();
  }

  @Override
  public String toString() {
    return stored();
  }
}
