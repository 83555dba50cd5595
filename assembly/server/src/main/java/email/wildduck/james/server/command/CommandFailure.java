package email.wildduck.james.server.command;

/** Why a command ends without having done its work: a sentence for people, and the exit code. */
final class CommandFailure extends RuntimeException {
  static final int REFUSED = 1;
  static final int NO_SERVER = 3;
  static final int NO_DATABASE = 4;

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
