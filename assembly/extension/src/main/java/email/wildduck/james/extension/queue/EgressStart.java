package email.wildduck.james.extension.queue;

import javax.inject.Inject;
import org.apache.james.utils.UserDefinedStartable;

/**
 * Starts the delivery from the sending zones in a stock James; our own server starts it itself. To
 * be named in {@code extensions.properties}:
 *
 * <pre>{@code
 * guice.extension.startable=email.wildduck.james.extension.queue.EgressStart
 * }</pre>
 */
public final class EgressStart implements UserDefinedStartable {
  private final Egress egress;

  /** With the delivery of this process. */
  @Inject
  public EgressStart(Egress egress) {
    this.egress = egress;
  }

  @Override
  public void start() {
    egress.start();
  }
}
