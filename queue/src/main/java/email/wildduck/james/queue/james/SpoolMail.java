package email.wildduck.james.queue.james;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.queue.id.QueueId;
import email.wildduck.james.queue.store.Lease;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * What a Mail was made of that this process has taken from a queue of James: the attribute {@code
 * wildduck.spool}, which the Mail's copies have too and which no queue keeps. Thread-safe.
 */
public final class SpoolMail {
  private static final AttributeName SPOOL = AttributeName.of("wildduck.spool");

  private final QueueId id;
  private final Lease lease;
  private final Set<MailAddress> recipients;
  private final Optional<ByteSource> body;
  private final AtomicBoolean ended = new AtomicBoolean();

  private SpoolMail(
      QueueId id, Lease lease, Set<MailAddress> recipients, Optional<ByteSource> body) {
    this.id = id;
    this.lease = lease;
    this.recipients = recipients;
    this.body = body;
  }

  /** What a Mail was made of; empty when it does not come from a queue of ours. */
  public static Optional<SpoolMail> of(Mail mail) {
    return mail.getAttribute(SPOOL)
        .map(Attribute::getValue)
        .map(AttributeValue::value)
        .filter(SpoolMail.class::isInstance)
        .map(SpoolMail.class::cast);
  }

  static SpoolMail mark(Mail mail, QueueId id, Lease lease) {
    SpoolMail spool =
        new SpoolMail(id, lease, Set.copyOf(mail.getRecipients()), MailMessages.storedBody(mail));
    mail.setAttribute(new Attribute(SPOOL, AttributeValue.ofUnserializable(spool)));
    return spool;
  }

  /** The message. */
  public QueueId id() {
    return id;
  }

  /** The lease on the document. */
  public Lease lease() {
    return lease;
  }

  /**
   * Whether a Mail is all there is of it. A matcher that not all recipients match splits a Mail,
   * and neither part stands for the whole.
   */
  public boolean isWhole(Mail mail) {
    return mail.getRecipients().containsAll(recipients);
  }

  /** Whether a Mail has the body that is stored. */
  public boolean hasBodyOf(Mail mail) {
    return body.isPresent() && body.equals(MailMessages.storedBody(mail));
  }

  /**
   * The document is somebody else's from now on, or comes back by itself: James may be done with
   * the Mail, and nothing is deleted.
   */
  public void end() {
    ended.set(true);
  }

  boolean isEnded() {
    return ended.get();
  }
}
