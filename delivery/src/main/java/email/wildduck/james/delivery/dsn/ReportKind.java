package email.wildduck.james.delivery.dsn;

/** What a report says about its recipients: the {@code Action} of RFC 3464 §2.3.3. */
public enum ReportKind {
  /** The message was not delivered, and no more attempt is made. */
  FAILED("failed", "Failure", NotifyEvent.FAILURE),
  /** The message waits, and is tried again. */
  DELAYED("delayed", "Delay", NotifyEvent.DELAY),
  /** Delivered to a system that itself sends no reports. */
  RELAYED("relayed", "Relayed", NotifyEvent.SUCCESS),
  /** Delivered into the mailbox. */
  DELIVERED("delivered", "Success", NotifyEvent.SUCCESS);

  private final String action;
  private final String subjectWord;
  private final NotifyEvent event;

  ReportKind(String action, String subjectWord, NotifyEvent event) {
    this.action = action;
    this.subjectWord = subjectWord;
    this.event = event;
  }

  String action() {
    return action;
  }

  String subjectWord() {
    return subjectWord;
  }

  NotifyEvent event() {
    return event;
  }
}
