package email.wildduck.james.queue.james;

import email.wildduck.james.queue.store.TakenEntry;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The mail that waits for a consumer: what it was given when that was queued, and what the database
 * may have; and whether it stays where it is for the moment ({@link SpoolHold}). Thread-safe but
 * for {@link #isHeld}, which is the consumer's thread's.
 */
final class WaitingMail {
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final SpoolHold hold;
  private final BooleanSupplier hasRoom;
  private final GivenMails given;
  private final MailHints hints;

  /** Whether more has come than there was room for in memory, and is not done yet. */
  private boolean crowded;

  /**
   * @param hasRoom whether this process has room for more messages in memory
   */
  WaitingMail(SpoolHold hold, BooleanSupplier hasRoom) {
    this.hold = hold;
    this.hasRoom = hasRoom;
    this.given = new GivenMails(hold::now);
    this.hints = new MailHints(hold::now);
  }

  /** What was given. */
  GivenMails given() {
    return given;
  }

  /** What the database may have. */
  MailHints hints() {
    return hints;
  }

  /**
   * Keeps a place for one mail that is about to be queued; false when there are too many, or the
   * database may have some that comes before it.
   *
   * @param wanted how many the consumer has been asked for
   * @param atHand whether it is in memory already
   */
  boolean reserve(long wanted, boolean atHand) {
    return !hints.mayHaveMail() && given.reserve(hold.places(wanted, atHand));
  }

  /** Whether there may be any. */
  boolean mayBeAny() {
    return hints.mayHaveMail() || given.waitingSince().isPresent();
  }

  /** Whether it stays where it is for now. */
  boolean isHeld() {
    OptionalLong givenSince = given.waitingSince();
    boolean inDatabase = hints.mayHaveMail();
    if (givenSince.isEmpty() && !inDatabase) {
      crowded = false;
      return false;
    }
    crowded = crowded || inDatabase || !hasRoom.getAsBoolean();
    long since =
        inDatabase ? SpoolHold.earlier(givenSince, hints.unsettledAt()) : givenSince.getAsLong();
    return crowded ? hold.isOnForDeliveries(since) : hold.isOn(since);
  }

  /** Removes what was given and nobody has wanted for long; empty when there is none. */
  List<TakenEntry> pollStale() {
    OptionalLong since = given.waitingSince();
    if (since.isEmpty() || hold.now() - since.getAsLong() <= STALE_NANOS) {
      return List.of();
    }
    return given.pollAll();
  }
}
