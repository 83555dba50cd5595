package email.wildduck.james.delivery.reply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTextTest {
  @Test
  void codesAreKeptOnceWhenAReplyHasSeveralLines() {
    String reply =
        "550-5.1.1 The email account that you tried to reach\r\n"
            + "550-5.1.1 does not exist. Please try\r\n"
            + "550 5.1.1  double-checking - gsmtp\r\n";

    assertThat(ReplyText.of(reply))
        .hasToString(
            "550 5.1.1 The email account that you tried to reach does not exist. Please try"
                + " double-checking - gsmtp");
  }

  @Test
  void anotherEnhancedCodeOfALaterLineIsText() {
    assertThat(ReplyText.of("550-5.1.1 first\r\n550 5.7.1 second"))
        .hasToString("550 5.1.1 first 5.7.1 second");
  }

  @Test
  void anotherReplyCodeOfALaterLineIsText() {
    assertThat(ReplyText.of("550-first\n551 second")).hasToString("550 first 551 second");
  }

  @Test
  void controlCharactersAndRunsOfBlanksBecomeOneBlank() {
    assertThat(ReplyText.of(" 451\t4.3.0 \u0000\u0007 wait\u2028a\u0085bit \r\n"))
        .hasToString("451 4.3.0 wait a bit");
  }

  @Test
  void whatIsTooLongIsCut() {
    assertThat(ReplyText.of("550 " + "x".repeat(100_000)).toString()).hasSize(2000);
  }

  @ParameterizedTest
  @CsvSource({
    "550-, 550",
    "5501 x, 0",
    "55 x, 0",
    "550x, 0",
    "'', 0",
    "550 5.1.1, 550",
    "550 5.1.1.1 x, 550"
  })
  void aReplyCodeHasThreeDigits(String reply, int code) {
    assertThat(ReplyText.of(reply).code()).isEqualTo(code);
  }
}
