package email.wildduck.james.smtp.netty;

import email.wildduck.james.core.error.SmtpReply;
import email.wildduck.james.smtp.port.PortLimits;
import java.util.Optional;
import java.util.Set;

/**
 * Counts what a client does without getting anywhere: permanent refusals in a row, and commands
 * without a message. One for each connection, used on the connection's executor only.
 */
final class SessionLimits {
  /** An acceptance of these shows a client that knows what it does. */
  private static final Set<String> STEPS = Set.of("MAIL", "RCPT", "DATA", "BDAT", "AUTH");

  private static final Set<String> UNCOUNTED = Set.of("RCPT", "DATA", "BDAT");

  private final PortLimits limits;
  private int errors;
  private int commands;

  SessionLimits(PortLimits limits) {
    this.limits = limits;
  }

  /**
   * A command was answered.
   *
   * @param command in upper case
   * @param code the reply code; 0 when there was no reply yet
   */
  void commandAnswered(String command, int code) {
    if (isRefusal(code) || !UNCOUNTED.contains(command)) {
      commands++;
    }
    if (isRefusal(code)) {
      errors++;
    } else if (isAcceptance(code) && STEPS.contains(command)) {
      errors = 0;
    }
  }

  /** The end of a message, of a chunk or of a login was answered, or nothing yet, with 0. */
  void contentAnswered(int code) {
    if (isRefusal(code)) {
      errors++;
    } else if (isAcceptance(code)) {
      errors = 0;
    }
  }

  /** A message was accepted. */
  void messageAccepted() {
    errors = 0;
    commands = 0;
  }

  /** What a client that has done too much is told. */
  Optional<SmtpReply> exceeded() {
    if (limits.errors() > 0 && errors >= limits.errors()) {
      return Optional.of(Farewells.TOO_MANY_ERRORS);
    }
    return limits.commands() > 0 && commands >= limits.commands()
        ? Optional.of(Farewells.TOO_MANY_COMMANDS)
        : Optional.empty();
  }

  private static boolean isRefusal(int code) {
    return code >= 500;
  }

  private static boolean isAcceptance(int code) {
    return code >= 200 && code < 400;
  }
}
