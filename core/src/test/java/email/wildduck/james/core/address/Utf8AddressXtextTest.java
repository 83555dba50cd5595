package email.wildduck.james.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8AddressXtextTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "bob@example.net, bob@example.net",
        "dsn\u00e9@example.net, dsn\\x{E9}@example.net",
        "\u4f8b@\u4f8b\u3048.jp, \\x{4F8B}@\\x{4F8B}\\x{3048}.jp",
        "\uD83D\uDE00@example.net, \\x{1F600}@example.net",
        "\u00e9+a=b@example.net, \\x{E9}\\x{2B}a\\x{3D}b@example.net",
        "\"\u00e9 \\\\ b\"@example.net, \"\\x{E9}\\x{20}\\x{5C}\\x{5C}\\x{20}b\"@example.net",
        "\u00e9{x}@[ipv6:2001:db8::1], \\x{E9}{x}@[ipv6:2001:db8::1]",
      })
  void whatIsNotPlainAsciiIsWrittenByItsNumber(String address, String encoded) {
    assertThat(Utf8AddressXtext.encode(address)).isEqualTo(encoded);
    assertThat(Utf8AddressXtext.decode(encoded)).contains(address);
  }

  @ParameterizedTest
  @CsvSource({"0, \\x{00}", "9, \\x{09}", "10, \\x{0A}", "13, \\x{0D}", "127, \\x{7F}"})
  void controlCharactersHaveTwoDigits(int character, String encoded) {
    assertThat(Utf8AddressXtext.encode(Character.toString(character))).isEqualTo(encoded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a+b", "a=b", "a\\b", "\\x{e9}", "\\x{E}", "\\x{110000}", "\\xE9", "\\x{E9"})
  void malformedTextIsNotDecoded(String text) {
    assertThat(Utf8AddressXtext.decode(text)).isEmpty();
  }

  @Property
  void everyTextIsReadBackFromCharactersThatNoCommandCanBeBrokenWith(@ForAll String text) {
    String encoded = Utf8AddressXtext.encode(text);

    assertThat(encoded).matches("[\\x21-\\x7e&&[^+=]]*");
    assertThat(Utf8AddressXtext.decode(encoded)).contains(text);
  }
}
