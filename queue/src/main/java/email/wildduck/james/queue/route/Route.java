package email.wildduck.james.queue.route;

import java.util.Objects;

/** Which way a recipient's delivery goes. Immutable. */
public final class Route {
  private final String zone;
  private final DeliveryTarget target;

  private Route(String zone, DeliveryTarget target) {
    this.zone = Objects.requireNonNull(zone);
    this.target = Objects.requireNonNull(target);
  }

  /** By a sending zone to the MX of the recipient's domain. */
  public static Route by(String zone) {
    return new Route(zone, DeliveryTarget.mxOfDomain());
  }

  /** To another target. */
  public Route to(DeliveryTarget other) {
    return new Route(zone, other);
  }

  /** The sending zone. */
  public String zone() {
    return zone;
  }

  /** Where it goes from there. */
  public DeliveryTarget target() {
    return target;
  }
}
