package email.wildduck.james.extension.event;

import email.wildduck.james.core.audit.AuditDeliveries;
import email.wildduck.james.core.audit.AuditStatuses;
import java.time.Duration;
import javax.annotation.PreDestroy;
import javax.inject.Inject;

/** What notes attempts in audits, closed by James' life cycle before the stores. */
public final class ManagedAuditStatuses {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final AuditStatuses statuses;

  /** Begins. */
  @Inject
  public ManagedAuditStatuses(AuditDeliveries deliveries) {
    statuses = new AuditStatuses(deliveries, INTERVAL);
  }

  /** One for the whole process. */
  public AuditStatuses statuses() {
    return statuses;
  }

  /** Called by James when the pipeline has stopped. */
  @PreDestroy
  public void close() {
    statuses.close();
  }
}
