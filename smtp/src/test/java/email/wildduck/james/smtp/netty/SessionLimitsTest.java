package email.wildduck.james.smtp.netty;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.smtp.port.PortLimits;
import org.junit.jupiter.api.Test;

class SessionLimitsTest {

  @Test
  void refusalsInARowAreLimited() {
    SessionLimits limits = limits(3, 0);
    limits.commandAnswered("FOO", 500);
    limits.commandAnswered("FOO", 500);
    assertThat(limits.exceeded()).isEmpty();

    limits.commandAnswered("MAIL", 530);

    assertThat(limits.exceeded()).contains(Farewells.TOO_MANY_ERRORS);
  }

  @Test
  void acceptedStepEndsTheRowAndOthersDoNot() {
    SessionLimits limits = limits(2, 0);
    limits.commandAnswered("FOO", 500);
    limits.commandAnswered("MAIL", 250);
    limits.commandAnswered("FOO", 500);
    limits.commandAnswered("NOOP", 250);
    assertThat(limits.exceeded()).isEmpty();

    limits.commandAnswered("FOO", 500);

    assertThat(limits.exceeded()).isPresent();
  }

  @Test
  void temporaryRefusalsAreNoErrors() {
    SessionLimits limits = limits(1, 0);

    limits.commandAnswered("RCPT", 452);

    assertThat(limits.exceeded()).isEmpty();
  }

  @Test
  void commandsWithoutAMessageAreLimitedAndRecipientsAreNone() {
    SessionLimits limits = limits(0, 3);
    for (int i = 0; i < 1000; i++) {
      limits.commandAnswered("RCPT", 250);
    }
    limits.commandAnswered("MAIL", 250);
    limits.commandAnswered("RSET", 250);
    assertThat(limits.exceeded()).isEmpty();

    limits.commandAnswered("NOOP", 250);

    assertThat(limits.exceeded()).contains(Farewells.TOO_MANY_COMMANDS);
  }

  @Test
  void acceptedMessageStartsTheCountAnew() {
    SessionLimits limits = limits(0, 2);
    limits.commandAnswered("MAIL", 250);
    limits.messageAccepted();
    limits.commandAnswered("MAIL", 250);

    assertThat(limits.exceeded()).isEmpty();
  }

  private static SessionLimits limits(int errors, int commands) {
    return new SessionLimits(new PortLimits(0, 0, errors, commands));
  }
}
