package email.wildduck.james.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiFormTest {

  @ParameterizedTest
  @CsvSource({
    "jürgen@example.com, utf8=j=C3=BCrgen@example.com",
    "õäöü@jõgeva.ee, utf8==C3=B5=C3=A4=C3=B6=C3=BC@xn--jgeva-dua.ee",
    "j.ü@example.com, utf8=j=2E=C3=BC@example.com",
    "utf8=x@example.com, utf8=utf8=3Dx@example.com",
    "'\"a..b\"@example.com', utf8==22a=2E=2Eb=22@example.com",
    "'\"\"@example.com', utf8==22=22@example.com",
    "user@[ipv6:2001:db8::1], user@x2001-db8--1x.ipv6.invalid",
    "user@[ipv6:::], user@x--x.ipv6.invalid"
  })
  void formIsReadBackWhenAnAddressIsNotOneThatJamesWrites(String address, String form) {
    assertThat(AsciiForm.encode(address)).isEqualTo(form);
    assertThat(AsciiForm.decode(form)).isEqualTo(address);
    assertThat(AsciiForm.isReversible(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "user",
        "User.Name+tag@example.com",
        "user@xn--jgeva-dua.ee",
        "\"a b\"@example.com",
        "utf7=x@example.com"
      })
  void addressStaysWhenItIsAnOrdinaryOne(String address) {
    assertThat(AsciiForm.encode(address)).isEqualTo(address);
    assertThat(AsciiForm.decode(address)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf8=x@a.b", "utf8==C3@a.b", "utf8==4@a.b", "utf8==41@a.b", "utf8=@a.b"})
  void formThatNobodyWroteIsNotDecoded(String form) {
    assertThat(AsciiForm.decode(form)).isEqualTo(form);
  }

  @ParameterizedTest
  @ValueSource(strings = {"u@192.0.2.1", "u@[192.0.2.1]"})
  void ipv4LiteralGetsItsBracketsBack(String held) {
    assertThat(AsciiForm.decode(held)).isEqualTo("u@[192.0.2.1]");
    assertThat(AsciiForm.isReversible("u@[192.0.2.1]")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ü@xn--bcher-kva.example", "\uD800@example.com", "u@\uD800.com"})
  void addressIsNotReversibleWhenItIsInNoNormalForm(String address) {
    assertThat(AsciiForm.isReversible(address)).isFalse();
  }
}
