package email.wildduck.james.queue.james;

import org.apache.james.queue.api.MailPrioritySupport;
import org.apache.mailet.Attribute;
import org.apache.mailet.Mail;

/** The priority that a mail asks for with James' attribute {@code MAIL_PRIORITY}. */
final class MailPriority {
  private MailPriority() {}

  /** 0 to 9; what is beyond is taken as the nearest, what is no number as normal. */
  static int of(Mail mail) {
    return mail.getAttribute(MailPrioritySupport.MAIL_PRIORITY)
        .map(MailPriority::of)
        .orElse(MailPrioritySupport.NORMAL_PRIORITY);
  }

  private static int of(Attribute attribute) {
    Object value = attribute.getValue().value();
    if (!(value instanceof Number)) {
      return MailPrioritySupport.NORMAL_PRIORITY;
    }
    int priority = ((Number) value).intValue();
    return Math.max(
        MailPrioritySupport.LOW_PRIORITY, Math.min(MailPrioritySupport.HIGH_PRIORITY, priority));
  }
}
