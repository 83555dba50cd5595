package email.wildduck.james.embedded.sink;

/** The points of an SMTP dialogue at which a {@link SinkScript} is asked for a reply. */
public enum SmtpStage {
  /** In place of the greeting. */
  CONNECT,
  /** In reply to MAIL FROM. */
  MAIL,
  /** In reply to each RCPT TO; the recipient is the last one of the envelope. */
  RCPT,
  /** In reply to DATA, before the message. */
  DATA,
  /** After the message. */
  END_OF_DATA
}
