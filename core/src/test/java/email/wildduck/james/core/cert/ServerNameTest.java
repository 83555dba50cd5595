package email.wildduck.james.core.cert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"Mail.Example.COM", "mail.example.com."})
  void caseAndADotAtTheEndDoNotMatter(String text) {
    assertThat(ServerName.of(text)).contains(TestCertificates.name("mail.example.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "127.0.0.1",
        "a..example",
        "-a.example",
        "a b.example",
        "$ne",
        "*.example.com",
        "{}",
        "päev.example",
        "mail.example.com\0"
      })
  void whatIsNoHostNameIsNotLookedUp(String text) {
    assertThat(ServerName.of(text)).isEmpty();
  }

  @Test
  void aNameOfMoreThan253CharactersIsNotLookedUp() {
    assertThat(ServerName.of("a.".repeat(126) + "b")).isPresent();
    assertThat(ServerName.of("a.".repeat(126) + "bb")).isEmpty();
  }

  @Test
  void anEncodedNameIsFoundUnderItsUnicodeFormToo() {
    ServerName name = TestCertificates.name("mail.xn--pev-qla.example");

    assertThat(name.forms()).containsExactly("mail.xn--pev-qla.example", "mail.päev.example");
    assertThat(name.wildcards()).containsExactly("*.xn--pev-qla.example", "*.päev.example");
  }

  @Test
  void aNameOfOneLabelHasNoWildcard() {
    assertThat(TestCertificates.name("localhost").wildcards()).isEmpty();
    assertThat(TestCertificates.name("b").forms()).containsExactly("b");
  }
}
