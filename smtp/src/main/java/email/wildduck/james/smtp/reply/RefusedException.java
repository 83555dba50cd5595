package email.wildduck.james.smtp.reply;

import email.wildduck.james.core.error.SmtpException;
import email.wildduck.james.core.error.SmtpReply;

/** A command is refused, for a reason that is counted under its name. */
public final class RefusedException extends SmtpException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason a few lower-case words joined by underscores, never what a client sent
   */
  public RefusedException(String reason, SmtpReply reply) {
    super(reply);
    this.reason = reason;
  }

  /** The reason under which it is counted. */
  public String reason() {
    return reason;
  }
}
