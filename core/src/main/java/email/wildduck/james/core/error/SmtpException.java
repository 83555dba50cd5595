package email.wildduck.james.core.error;

/**
 * A failure together with the reply that an SMTP client is to see. The message is for the log and
 * may say more than the reply does; it never holds credentials or message content.
 */
public class SmtpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SmtpReply reply;

  /** A failure whose log text is the reply itself. */
  public SmtpException(SmtpReply reply) {
    this(reply, reply.toString());
  }

  /** A failure with its own text for the log. */
  public SmtpException(SmtpReply reply, String message) {
    super(message);
    this.reply = reply;
  }

  /** A failure with its own text for the log, and what caused it. */
  public SmtpException(SmtpReply reply, String message, Throwable cause) {
    super(message, cause);
    this.reply = reply;
  }

  /** What the client is told. */
  public final SmtpReply reply() {
    return reply;
  }

  /** Whether the same may succeed later. */
  public final boolean isTemporary() {
    return reply.isTemporary();
  }
}
