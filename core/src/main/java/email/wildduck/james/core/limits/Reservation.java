package email.wildduck.james.core.limits;

/** Recipients that were counted before their message is accepted, or that could not be. */
public final class Reservation {
  private final CounterReading reading;
  private final Runnable undo;

  private Reservation(CounterReading reading, Runnable undo) {
    this.reading = reading;
    this.undo = undo;
  }

  /**
   * @param undo takes the recipients off again; not called when they were not counted
   */
  static Reservation of(CounterReading reading, Runnable undo) {
    return new Reservation(reading, undo);
  }

  /** For users without a limit: nothing was counted. */
  static Reservation unlimited() {
    return new Reservation(CounterReading.untouched(), () -> {});
  }

  /** The counter afterwards; not allowed means that the recipients were not counted. */
  CounterReading reading() {
    return reading;
  }

  /**
   * Takes the recipients off the counter again, since their message was not accepted. To be called
   * once at most.
   *
   * @throws email.wildduck.james.core.error.TemporaryFailureException when Redis does not answer
   */
  public void giveBack() {
    if (reading.allowed()) {
      undo.run();
    }
  }
}
