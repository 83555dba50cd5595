package email.wildduck.james.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AddressNormalizerProperties {

  @Property
  void anyTextHasEveryForm(@ForAll String text) {
    assertThat(AddressNormalizer.lookup(text + "@" + text)).contains("@");
    assertThat(AddressNormalizer.envelope(text + "@xn--" + text)).contains("@");
    assertThat(AddressNormalizer.normalizeDomain("xn--" + text)).isNotNull();
    assertThat(AddressNormalizer.view(text)).isNotNull();
  }

  @Property
  void punycodeIsReadBack(@ForAll @From("labels") String label) {
    String ascii = Punycode.toAscii(label);
    assertThat(Punycode.isAscii(ascii)).isTrue();
    assertThat(Punycode.toUnicode(ascii)).isEqualTo(label);
  }

  @Property
  void asciiTextAfterThePrefixIsDecodedOrKept(@ForAll @From("aceTexts") String text) {
    assertThat(AddressNormalizer.normalizeDomain("xn--" + text)).isNotNull();
  }

  @Provide
  Arbitrary<String> labels() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('ß', '\u04FF')
        .withCharRange('\u4E00', '\u4EFF')
        .ofMaxLength(40);
  }

  @Provide
  Arbitrary<String> aceTexts() {
    return Arbitraries.strings().withChars("abcxyz0189-.").ofMaxLength(30);
  }
}
