package email.wildduck.james.delivery.attempt;

/** How far an attempt had come. */
public enum Stage {
  /** Before the first connection: hosts and addresses. */
  LOOKUP,
  /** TCP. */
  CONNECT,
  /** The peer's first line. */
  GREETING,
  /** EHLO, HELO or LHLO. */
  HELLO,
  /** STARTTLS and the handshake, implicit TLS too. */
  TLS,
  /** AUTH. */
  LOGIN,
  /** MAIL. */
  MAIL,
  /** RCPT. */
  RCPT,
  /** DATA and the message up to the final dot. */
  DATA,
  /** The reply to the message. Without one nobody knows whether the peer has it. */
  FINAL;

  /** Whether the attempt failed before the peer was ready for a message. */
  public boolean isBeforeMessage() {
    return compareTo(MAIL) < 0;
  }
}
