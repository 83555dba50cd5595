package email.wildduck.james.delivery.dsn;

/** What a sender can ask to be told of with NOTIFY (RFC 3461 §4.1). */
public enum NotifyEvent {
  /** That the message was delivered, or handed to a system that does not report. */
  SUCCESS,
  /** That it will not be delivered. */
  FAILURE,
  /** That it waits. */
  DELAY
}
