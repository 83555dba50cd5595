package email.wildduck.james.queue.zone;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.queue.pause.PausedTargets;
import email.wildduck.james.queue.pause.Pauses;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An intake that has no place for what is paused. */
public final class PausableIntake implements DeliveryIntake {
  private static final Logger LOGGER = LoggerFactory.getLogger(PausableIntake.class);

  private final DeliveryIntake intake;
  private final Pauses pauses;

  /**
   * @param intake whose places are given to what is not paused
   */
  public PausableIntake(DeliveryIntake intake, Pauses pauses) {
    this.intake = intake;
    this.pauses = pauses;
  }

  @Override
  public Optional<Place> reserve(String zone, String domain) {
    return isPaused(zone, domain) ? Optional.empty() : intake.reserve(zone, domain);
  }

  private boolean isPaused(String zone, String domain) {
    try {
      PausedTargets paused = pauses.current();
      return paused.isZonePaused(zone) || paused.isDomainPaused(domain);
    } catch (SmtpException e) {
      LOGGER.debug("it is not known what is paused, so {} waits in the queue", domain, e);
      return true;
    }
  }
}
