package email.wildduck.james.core.from;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Alice O'Neil                         | Alice O'Neil",
        "CEO, Big                             | \"CEO, Big\"",
        "Q \"uote\" \\ d                      | \"Q \\\"uote\\\" \\\\ d\"",
        "Päevahoid                            | =?UTF-8?Q?P=C3=A4evahoid?=",
        "日本語                               | =?UTF-8?B?5pel5pys6Kqe?=",
        "=?UTF-8?Q?x?=                        | =?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?=",
      })
  void nameIsWrittenSoThatItIsReadBack(String name, String written) {
    assertThat(DisplayName.encode(name, 6)).isEqualTo(written);
    assertThat(MailboxParser.parse(written + " <a@x.example>").name()).isEqualTo(name);
  }

  @Test
  void lineBreaksWithinEncodedWordsBecomeSpaces() {
    assertThat(DisplayName.decode("=?UTF-8?Q?a=0D=0ABcc:_b@y.example=00?="))
        .isEqualTo("a Bcc: b@y.example");
  }

  @Test
  void encodedWordOfAnUnknownCharsetStaysAsItIs() {
    assertThat(DisplayName.decode("=?x-none?Q?abc?=")).isEqualTo("=?x-none?Q?abc?=");
    assertThat(DisplayName.decode("=?(?Q?abc?=")).isEqualTo("=?(?Q?abc?=");
  }

  @Test
  void emojiAtTheLimitIsNotCutInTwo() {
    String name = DisplayName.decode("a" + "\uD83D\uDE00".repeat(300));

    assertThat(name).hasSize(255).endsWith("\uD83D\uDE00");
  }
}
