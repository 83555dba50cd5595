package email.wildduck.james.core.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpReplyTest {

  @Test
  void theReplyIsWrittenWithBothCodes() {
    assertThat(SmtpReply.of(550, "5.7.1", "Not allowed").toString())
        .isEqualTo("550 5.7.1 Not allowed");
  }

  @ParameterizedTest
  @CsvSource({"199,2.0.0,x", "600,5.0.0,x", "550,4.0.0,x", "250,2.0,x", "250,2.0.0,'a\r\nb'"})
  void whatIsNoReplyIsRefused(int code, String enhancedStatus, String text) {
    assertThatThrownBy(() -> SmtpReply.of(code, enhancedStatus, text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFailureOfTheInfrastructureIsTemporary() {
    assertThat(new TemporaryFailureException("the store is gone").isTemporary()).isTrue();
  }
}
