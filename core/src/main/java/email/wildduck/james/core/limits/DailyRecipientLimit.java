package email.wildduck.james.core.limits;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.settings.SettingKey;
import email.wildduck.james.core.settings.Settings;
import org.bson.types.ObjectId;

/**
 * How many recipients a user may send to within 24 hours: the user's own limit, where that is 0 the
 * configured one, where that is 0 too the setting {@code const:max:recipients}, where 0 means no
 * limit. A limit below 0 lets nothing pass, as in WildDuck. Without a limit nothing is counted.
 * Thread-safe.
 */
public final class DailyRecipientLimit {
  private final RecipientCounter counter;
  private final Settings settings;
  private final long configured;

  /**
   * @param configured the limit of users without one of their own; 0 leaves it to the setting
   */
  public DailyRecipientLimit(RecipientCounter counter, Settings settings, long configured) {
    this.counter = counter;
    this.settings = settings;
    this.configured = configured;
  }

  /**
   * What is left now; counts nothing. One round trip to Redis at most.
   *
   * @param own the field {@code recipients} of the user; 0 for none
   * @throws email.wildduck.james.core.error.TemporaryFailureException when Redis does not answer
   */
  public DailyAllowance allowance(ObjectId user, long own) {
    long max = max(own);
    return new DailyAllowance(max, max == 0 ? CounterReading.untouched() : counter.read(user, max));
  }

  /**
   * Counts the recipients of a message before it is accepted. One round trip to Redis at most.
   *
   * @param own the field {@code recipients} of the user; 0 for none
   * @return to be given back when the message is not accepted after all
   * @throws SmtpException 550 5.7.1 when they would pass the limit; none is counted then
   * @throws email.wildduck.james.core.error.TemporaryFailureException when Redis does not answer
   */
  public Reservation reserve(ObjectId user, long own, int recipients) {
    long max = max(own);
    if (max == 0) {
      return Reservation.unlimited();
    }
    Reservation reservation = counter.reserve(user, recipients, max);
    if (!reservation.reading().allowed()) {
      throw new DailyAllowance(max, reservation.reading()).refusal();
    }
    return reservation;
  }

  private long max(long own) {
    if (own != 0) {
      return own;
    }
    return configured != 0 ? configured : settings.get(SettingKey.MAX_RECIPIENTS);
  }
}
