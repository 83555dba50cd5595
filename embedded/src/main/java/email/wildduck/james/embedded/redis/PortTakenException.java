package email.wildduck.james.embedded.redis;

/** Another process listens on the port that Redis was to have. */
final class PortTakenException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  PortTakenException(int port, Throwable cause) {
    super("Port " + port + " is taken", cause);
  }
}
