package email.wildduck.james.core.from;

/** One sender address that was not the user's and was replaced. Immutable. */
public final class Rewrite {
  /** Where the address stood. */
  public enum Place {
    /** MAIL FROM. */
    ENVELOPE,
    /** The From field. */
    HEADER
  }

  private final Place place;
  private final String oldAddress;
  private final String newAddress;

  private Rewrite(Place place, String oldAddress, String newAddress) {
    this.place = place;
    this.oldAddress = oldAddress;
    this.newAddress = newAddress;
  }

  static Rewrite of(Place place, String oldAddress, String newAddress) {
    return new Rewrite(place, oldAddress, newAddress);
  }

  /** Where the address stood. */
  public Place place() {
    return place;
  }

  /**
   * What the client sent: any text. Empty for the null sender and for a From without address; the
   * whole value of a From that was not understood; of several addresses the first that is not the
   * user's.
   */
  public String oldAddress() {
    return oldAddress;
  }

  /** The address that took its place. */
  public String newAddress() {
    return newAddress;
  }
}
