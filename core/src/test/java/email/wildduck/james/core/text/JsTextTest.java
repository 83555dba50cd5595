package email.wildduck.james.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsTextTest {

  @Test
  void trimTakesEverySpaceJavaScriptKnows() {
    assertThat(JsText.trim("\u00A0\uFEFF\u2028\t\u3000 a b \u2003\r\n\u000B")).isEqualTo("a b");
    assertThat(JsText.trim("\u200Ba\u0085")).as("not white space").isEqualTo("\u200Ba\u0085");
    assertThat(JsText.trim(" \t ")).isEmpty();
  }

  @Test
  void whitespaceIsRemovedInside() {
    assertThat(JsText.withoutWhitespace(" aaaa\tbbbb\u00A0cccc\ndddd "))
        .isEqualTo("aaaabbbbccccdddd");
  }

  @Test
  void unpairedSurrogateBecomesReplacementCharacter() {
    assertThat(JsText.wellFormed("a\uD83D b\uDE00\uD83D\uDE00"))
        .isEqualTo("a\uFFFD b\uFFFD\uD83D\uDE00");
    assertThat(JsText.utf8("\uD83D")).containsExactly(0xEF, 0xBF, 0xBD);
  }
}
