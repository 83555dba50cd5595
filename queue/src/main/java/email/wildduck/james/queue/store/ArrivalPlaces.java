package email.wildduck.james.queue.store;

import java.util.Optional;

/** Where a message that is being added can go without being taken from the database. */
public interface ArrivalPlaces {

  /**
   * A place for one message. Asked when its file is complete and its delivery is about to be
   * written; returns at once.
   *
   * @param atHand whether the message is in memory, so that it can wait at no cost
   * @return empty when it is to wait in the database, for anybody
   */
  Optional<ArrivalPlace> place(boolean atHand);
}
