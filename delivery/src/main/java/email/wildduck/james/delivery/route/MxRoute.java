package email.wildduck.james.delivery.route;

/** A route that fits a domain. Immutable. */
public final class MxRoute {
  private final String mx;
  private final String zone;

  MxRoute(String mx, String zone) {
    this.mx = mx;
    this.zone = zone;
  }

  /** The first MX of the domain. */
  public String mx() {
    return mx;
  }

  /** The sending zone. */
  public String zone() {
    return zone;
  }
}
