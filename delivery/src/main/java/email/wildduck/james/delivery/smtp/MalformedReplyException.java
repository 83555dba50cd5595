package email.wildduck.james.delivery.smtp;

import java.io.IOException;

/** The peer sent something that is no reply. */
final class MalformedReplyException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedReplyException(String message) {
    super(message);
  }
}
