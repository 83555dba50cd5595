package email.wildduck.james.queue.id;

/** The number of a delivery within its message, as WildDuck's queue writes it. */
public final class DeliverySequence {
  private DeliverySequence() {}

  /**
   * @param number from 1
   * @return lower-case hexadecimal, at least three digits: {@code 001}, {@code 0ff}, {@code 1000}
   * @throws IllegalArgumentException when the number is below 1
   */
  public static String format(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("deliveries are numbered from 1: " + number);
    }
    return String.format("%03x", number);
  }
}
