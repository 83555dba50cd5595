package email.wildduck.james.mailets.deliver;

import email.wildduck.james.delivery.dsn.RecipientReport;
import email.wildduck.james.delivery.reply.StatusCode;
import email.wildduck.james.queue.egress.DeliveryGroup;
import email.wildduck.james.queue.egress.WarningWork;
import email.wildduck.james.queue.failure.WrittenReport;
import email.wildduck.james.queue.store.BrokenEntryException;
import email.wildduck.james.queue.store.StoredMessage;
import email.wildduck.james.queue.zone.DeferralState;
import email.wildduck.james.queue.zone.Delay;
import email.wildduck.james.queue.zone.QueuedDelivery;
import email.wildduck.james.queue.zone.SendingQueue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;

/** Writes the warning that deliveries wait, from what the queue knows of them. Thread-safe. */
public final class DelayWarnings implements WarningWork {
  /** Of a deferral that others have written. */
  private static final StatusCode UNKNOWN = StatusCode.of(4, 0, 0);

  private final SendingQueue queue;
  private final Bounces bounces;

  /** With what this process uses. */
  @Inject
  public DelayWarnings(SendingQueue queue, Bounces bounces) {
    this.queue = queue;
    this.bounces = bounces;
  }

  @Override
  public Optional<WrittenReport> warn(DeliveryGroup delayed)
      throws BrokenEntryException, IOException {
    StoredMessage message = queue.load(delayed.first());
    Map<QueuedDelivery, RecipientReport> delays = new LinkedHashMap<>();
    delayed.deliveries().forEach(taken -> delays.put(taken.delivery(), reportOf(taken.delivery())));
    return bounces.warn(message, delays);
  }

  private static RecipientReport reportOf(QueuedDelivery delivery) {
    Optional<Delay> delay = delivery.delay();
    RecipientReport report =
        RecipientReport.answered(
            delivery.recipient(),
            delay.flatMap(Delay::status).flatMap(StatusCode::parse).orElse(UNKNOWN),
            delivery.deferral().map(DeferralState::response).orElse(""));
    report =
        delivery.deferral().map(DeferralState::last).map(report::withLastAttempt).orElse(report);
    report = delay.flatMap(Delay::until).map(report::withRetriedUntil).orElse(report);
    return delay.flatMap(Delay::host).map(report::withRemoteHost).orElse(report);
  }
}
