package email.wildduck.james.queue.james;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.Lease;
import email.wildduck.james.queue.store.QueueStore;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.mailet.Mail;

/**
 * A mail that was handed out, with the lease on it. {@code done} also disposes the mail; a second
 * call has no effect.
 *
 * <p>What {@code done} does: SUCCESS deletes the mail; RETRY puts it back as it was taken, behind
 * those of its priority that are due already; REJECT, which James uses when it could not store a
 * mail anywhere, sets it aside instead of losing it.
 */
final class MongoMailQueueItem implements MailQueueItem {
  private final QueueStore store;
  private final QueueMetrics metrics;
  private final Clock clock;
  private final Lease lease;
  private final QueueId id;
  private final Mail mail;
  private final SpoolMail spool;
  private final AtomicBoolean ended = new AtomicBoolean();

  MongoMailQueueItem(
      QueueStore store, QueueMetrics metrics, Clock clock, Lease lease, QueueId id, Mail mail) {
    this.store = store;
    this.metrics = metrics;
    this.clock = clock;
    this.lease = lease;
    this.id = id;
    this.mail = mail;
    this.spool = SpoolMail.mark(mail, id, lease);
  }

  @Override
  public Mail getMail() {
    return mail;
  }

  @Override
  public void done(CompletionStatus status) throws MailQueueException {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    try {
      end(status);
    } catch (SmtpException e) {
      throw new MailQueueException("message " + id + " could not be ended as " + status, e);
    } finally {
      LifecycleUtil.dispose(mail);
    }
  }

  private void end(CompletionStatus status) {
    if (spool.isEnded()) {
      metrics.dequeued();
      return;
    }
    switch (status) {
      case SUCCESS:
        store.work().finish(lease, id);
        metrics.dequeued();
        break;
      case RETRY:
        store.work().retry(lease, clock.instant());
        break;
      case REJECT:
        store.work().setAside(lease, "rejected by its consumer");
        metrics.setAside();
        break;
    }
  }

  /** Gives back what was not handed out after all. */
  void release() {
    if (ended.compareAndSet(false, true)) {
      LifecycleUtil.dispose(mail);
      store.work().release(lease);
    }
  }
}
