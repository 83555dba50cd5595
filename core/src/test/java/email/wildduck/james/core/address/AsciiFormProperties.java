package email.wildduck.james.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AsciiFormProperties {

  @Property
  void everyTextHasAFormAndIsOneAndNothingIsThrown(@ForAll String text) {
    assertThat(AsciiForm.encode(text)).isNotNull();
    assertThat(AsciiForm.decode(text)).isNotNull();
    assertThat(AsciiForm.decode("utf8=" + text + "@" + text)).isNotNull();
    assertThat(AsciiForm.encode("utf8=" + text + "@[ipv6:" + text + "]")).isNotNull();
  }

  @Property
  void addressOfAnyScriptIsReadBackFromAsciiThatHoldsNothingSpecial(
      @ForAll @From("locals") String local, @ForAll @From("domains") String domain) {
    String address = AddressNormalizer.envelope(local + "@" + domain);

    String form = AsciiForm.encode(address);

    assertThat(AsciiForm.decode(form)).isEqualTo(address);
    assertThat(form).matches("[\\x21-\\x7e]+");
  }

  @Property
  void differentAddressesHaveDifferentForms(
      @ForAll @From("locals") String one, @ForAll @From("locals") String other) {
    Assume.that(!one.equals(other));

    assertThat(AsciiForm.encode(one + "@example.com"))
        .isNotEqualTo(AsciiForm.encode(other + "@example.com"));
  }

  @Property
  void ordinaryAsciiAddressIsNeverChanged(@ForAll @From("atoms") String local) {
    Assume.that(!local.toLowerCase(Locale.ROOT).startsWith("utf8="));
    String address = local + "@Mail.Example.com";

    assertThat(AsciiForm.encode(address)).isEqualTo(address);
    assertThat(AsciiForm.decode(address)).isEqualTo(address);
  }

  @Provide
  Arbitrary<String> locals() {
    return Arbitraries.oneOf(
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withChars("AZ09.=+_-/")
            .withCharRange('\u00c0', '\u04ff')
            .withCharRange('\u4e00', '\u4eff')
            .ofMinLength(1)
            .ofMaxLength(20),
        atoms().map(text -> "utf8=" + text),
        atoms().map(text -> "utf8==C3=BC" + text),
        Arbitraries.of("\uD83D\uDE00", "UTF8=a", "utf8="));
  }

  @Provide
  Arbitrary<String> domains() {
    return Arbitraries.of(
        "example.com",
        "j\u00f5geva.ee",
        "xn--jgeva-dua.ee",
        "\u4f8b\u3048.jp",
        "[ipv6:2001:db8::1]",
        "[192.0.2.1]");
  }

  @Provide
  Arbitrary<String> atoms() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .withCharRange('0', '9')
        .withChars("!#$%&'*+/=?^_`{|}~-.")
        .ofMinLength(1)
        .ofMaxLength(20);
  }
}
