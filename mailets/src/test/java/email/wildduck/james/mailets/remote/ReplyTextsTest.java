package email.wildduck.james.mailets.remote;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.delivery.attempt.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTextsTest {
  @Test
  void allLinesOfAReplyAreKept() {
    assertThat(ReplyTexts.parse("550-5.1.1 No such user\n550 5.1.1 here\n").map(Reply::response))
        .contains("550-5.1.1 No such user\n550 5.1.1 here");
  }

  @Test
  void aReplyMayHaveNoText() {
    assertThat(ReplyTexts.parse("421").map(Reply::response)).contains("421");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "[EOF]", "Invalid Addresses", "5500 apples", "354 go on", "550 a\nb"})
  void whatIsNoReplyIsNone(String text) {
    assertThat(ReplyTexts.parse(text)).isEmpty();
  }
}
