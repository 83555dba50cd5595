package email.wildduck.james.delivery.attempt;

import java.util.Objects;

/** Carries a {@link Failure} to whoever tries another host or ends the attempt. */
public final class DeliveryFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  /** A failure that no exception announced. */
  public DeliveryFailure(Failure failure) {
    super(failure.toString());
    this.failure = Objects.requireNonNull(failure);
  }

  /** A failure and what caused it. */
  public DeliveryFailure(Failure failure, Throwable cause) {
    super(failure.toString(), cause);
    this.failure = Objects.requireNonNull(failure);
  }

  /** What happened. */
  public Failure failure() {
    return failure;
  }

  /** The same, at that host. */
  public DeliveryFailure at(Peer peer) {
    return new DeliveryFailure(failure.at(peer), this);
  }
}
