package email.wildduck.james.delivery.dsn;

import email.wildduck.james.core.message.RawMessage;

/** A report that is ready to be queued, from the null sender. Immutable. */
public final class Report {
  private final String recipient;
  private final RawMessage message;

  Report(String recipient, RawMessage message) {
    this.recipient = recipient;
    this.message = message;
  }

  /** RCPT TO: the sender of the message that it is about. MAIL FROM is empty. */
  public String recipient() {
    return recipient;
  }

  /** The report. Its body may read the original message, which must stay readable until then. */
  public RawMessage message() {
    return message;
  }
}
