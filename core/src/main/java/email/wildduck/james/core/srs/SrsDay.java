package email.wildduck.james.core.srs;

import java.time.Instant;

/**
 * The time stamp of an address: the number of the day modulo 1024 in two characters of base32. A
 * day begins at noon UTC.
 */
final class SrsDay {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BITS = 5;
  private static final int DAYS = 1024;
  private static final double SECONDS = 86_400;

  /** How many days an address is good for. */
  private static final int MOST_AGE = 21;

  private final int number;

  private SrsDay(long number) {
    this.number = (int) Math.floorMod(number, (long) DAYS);
  }

  static SrsDay of(Instant time) {
    return new SrsDay(Math.round(time.getEpochSecond() / SECONDS));
  }

  /** Two characters of the alphabet. */
  static SrsDay parse(String stamp) {
    return new SrsDay(
        ((long) BASE32.indexOf(stamp.charAt(0)) << BITS) + BASE32.indexOf(stamp.charAt(1)));
  }

  /** Whether an address of this day is still good on another. */
  boolean isGoodOn(SrsDay today) {
    return Math.floorMod(today.number - number, DAYS) <= MOST_AGE;
  }

  /** The two characters. */
  @Override
  public String toString() {
    int lowest = BASE32.length() - 1;
    return "" + BASE32.charAt(number >> BITS) + BASE32.charAt(number & lowest);
  }
}
