package email.wildduck.james.core.limits;

import org.bson.types.ObjectId;

/** The recipients that each user has sent to within 24 hours. Thread-safe. */
public interface RecipientCounter {

  /**
   * How many there are.
   *
   * @param max the user's limit, other than 0
   * @throws email.wildduck.james.core.error.TemporaryFailureException when that cannot be told
   */
  CounterReading read(ObjectId user, long max);

  /**
   * Counts recipients if all of them are within the limit, else none.
   *
   * @param max the user's limit, other than 0
   * @throws email.wildduck.james.core.error.TemporaryFailureException when they cannot be counted
   */
  Reservation reserve(ObjectId user, int recipients, long max);
}
