package email.wildduck.james.smtp.auth;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.account.RefusalReason;
import email.wildduck.james.core.account.TestRefusals;
import email.wildduck.james.core.error.SmtpReply;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class AuthRepliesTest {

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"RATE_LIMITED", "UNSUPPORTED_HASH"})
  void refusalIsForGoodWhenTryingAgainWouldNotHelp(RefusalReason reason) {
    SmtpReply reply = AuthReplies.to(TestRefusals.of(reason));

    assertThat(reply.code()).isEqualTo(535);
    assertThat(reply.enhancedStatus()).isEqualTo("5.7.8");
  }

  @ParameterizedTest
  @EnumSource(names = {"RATE_LIMITED", "UNSUPPORTED_HASH"})
  void refusalIsTemporaryWhenThePasswordWasNotTried(RefusalReason reason) {
    SmtpReply reply = AuthReplies.to(TestRefusals.of(reason));

    assertThat(reply.code()).isEqualTo(454);
    assertThat(reply.enhancedStatus()).isEqualTo("4.7.0");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"FORWARDED_ADDRESS", "UNKNOWN_USER", "WRONG_PASSWORD", "DISABLED", "SUSPENDED"})
  void replyDoesNotTellWhetherTheAccountExists(RefusalReason reason) {
    assertThat(AuthReplies.to(TestRefusals.of(reason))).isSameAs(AuthReplies.FAILED);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "SCOPE_DISABLED",
        "INVALID_SCOPE_SECOND_FACTOR",
        "INVALID_SCOPE_TEMPORARY_PASSWORD",
        "INVALID_SCOPE_APPLICATION_PASSWORD",
        "TEMPORARY_PASSWORD_NOT_ACTIVE"
      })
  void replySaysWhatToDoWhenThePasswordWasRight(RefusalReason reason) {
    assertThat(AuthReplies.to(TestRefusals.of(reason)).text())
        .isNotEqualTo(AuthReplies.FAILED.text());
  }

  @Test
  void replyNamesTheWaitWhenItIsKnown() {
    assertThat(AuthReplies.to(TestRefusals.rateLimited(Duration.ofMinutes(2))).text())
        .isEqualTo("Authentication was rate limited, try again in 120 seconds");
  }

  @Test
  void replyNamesNoWaitWhenItIsNotKnown() {
    assertThat(AuthReplies.to(TestRefusals.of(RefusalReason.RATE_LIMITED)).text())
        .isEqualTo("Authentication was rate limited");
  }
}
