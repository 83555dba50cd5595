package email.wildduck.james.smtp.dsn;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.address.AddressNormalizer;
import email.wildduck.james.queue.mail.Envelope;
import email.wildduck.james.queue.mail.OriginalAddress;
import email.wildduck.james.queue.route.DsnRequest;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.mailet.DsnParameters.XText;

class OriginalRecipientProperties {

  @Property
  void aServerOfOursReadsTheAddressThatAnotherOnePassesOn(
      @ForAll @From("locals") String local, @ForAll @From("domains") String domain)
      throws Exception {
    String address = AddressNormalizer.envelope(local + "@" + domain);
    String stored = "rfc822;" + XText.encode(Envelope.heldFor(address).asString());

    String passedOn =
        OriginalAddress.parameterOf(DsnRequest.none().withOrcpt(stored)).orElseThrow();

    assertThat(passedOn).matches("[\\x21-\\x7e]+");
    assertThat(OriginalRecipient.parse(passedOn).map(Envelope::addressOf)).contains(address);
  }

  @Provide
  Arbitrary<String> locals() {
    return Arbitraries.oneOf(
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withChars("AZ09=+_-/!#$%&'*?^`{|}~")
            .withCharRange('\u00c0', '\u024f')
            .withCharRange('\u4e00', '\u4eff')
            .ofMinLength(1)
            .ofMaxLength(20),
        Arbitraries.of(
            "\uD83D\uDE00", "utf8=a", "utf8==C3=BC", "\"a b\"", "\"\u00e9 \\\\ b\"", "\"a..b\""));
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
}
