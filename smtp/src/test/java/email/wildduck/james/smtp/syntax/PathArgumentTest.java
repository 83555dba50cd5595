package email.wildduck.james.smtp.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathArgumentTest {

  @ParameterizedTest
  @CsvSource({
    "'FROM:<a@b.c>', 'a@b.c', ''",
    "'from: <a@b.c>  ', 'a@b.c', ''",
    "'FROM:<>', '', ''",
    "'FROM:<a@b.c> SIZE=1  BODY=8BITMIME ', 'a@b.c', 'SIZE=1  BODY=8BITMIME'",
    "'FROM:<@x.y,@z.w:a@b.c> SIZE=1', 'a@b.c', 'SIZE=1'",
    "'FROM:<@x.y:a@b.c>', 'a@b.c', ''",
    "'FROM:<\"a>b\"@b.c> SIZE=1', '\"a>b\"@b.c', 'SIZE=1'",
    "'FROM:<\"a\\\">b\"@b.c>', '\"a\\\">b\"@b.c', ''",
    "'FROM:<a@b.c> AUTH=<>', 'a@b.c', 'AUTH=<>'"
  })
  void argumentIsTakenApart(String argument, String path, String parameters) {
    PathArgument parsed = PathArgument.parse("FROM:", argument).orElseThrow();

    assertThat(parsed.path()).isEqualTo(path);
    assertThat(parsed.parameters()).isEqualTo(parameters);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "FROM",
        "FROM:",
        "FROM:a@b.c",
        "TO:<a@b.c>",
        "FROM:<a@b.c",
        "FROM:a@b.c>",
        "FROM:<<a@b.c>>",
        "FROM:<a@b.c>SIZE=1",
        "FROM:x<a@b.c>",
        "FROM:<\"a@b.c>",
        "FROM:<\"a\\"
      })
  void argumentIsRefusedWhenKeywordOrBracketsAreWrong(String argument) {
    assertThat(PathArgument.parse("FROM:", argument)).isEmpty();
  }

  @Test
  void parametersAreReadInTheirOrder() {
    EsmtpParameters parameters =
        EsmtpParameters.parse("size=10 SMTPUTF8  Envid=a+2Bb X-1=\u00fc").orElseThrow();

    assertThat(parameters.asMap().toString())
        .isEqualTo("{SIZE=10, SMTPUTF8=, ENVID=a+2Bb, X-1=\u00fc}");
    assertThat(EsmtpParameters.parse("").orElseThrow().asMap()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=", "A=", "A==", "A=b=c", "-A=1", "A B_C", "A=1 a=2", "A=\u007f", "\u00fc=1"})
  void parametersAreRefusedWhenOneIsMalformedOrThereTwice(String text) {
    assertThat(EsmtpParameters.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "laptop",
        "mail.example.com",
        "mail.example.com.",
        "my_computer",
        "John's-iPhone.local",
        "[192.0.2.1]",
        "192.0.2.1",
        "[IPv6:2001:db8::1]",
        "[2001:db8::1%en0]",
        "r\u00fcchner.example"
      })
  void nameOfARealClientIsTaken(String name) {
    assertThat(HelloName.isAcceptable(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "two words",
        "a\r\nb",
        "a\u0000",
        "<a>",
        "a(b)",
        "a;b",
        "a,b",
        "a@b",
        "\u2028"
      })
  void nameIsRefusedWhenItIsNoWord(String name) {
    assertThat(HelloName.isAcceptable(name)).isFalse();
  }

  @Test
  void nameIsRefusedWhenItIsTooLong() {
    assertThat(HelloName.isAcceptable("x".repeat(256))).isFalse();
  }
}
