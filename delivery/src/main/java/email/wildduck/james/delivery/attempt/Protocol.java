package email.wildduck.james.delivery.attempt;

/** What is spoken to a target. */
public enum Protocol {
  /** RFC 5321. */
  SMTP,
  /** RFC 2033: a reply for each recipient after the message. */
  LMTP,
  /** The message is posted to a web server. */
  HTTP
}
