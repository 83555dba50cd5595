package email.wildduck.james.smtp.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.queue.mail.Envelope;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.james.core.MailAddress;

/** Whatever a client sends, it is understood or refused, and nothing of it ends a line. */
class SyntaxProperties {

  @Property
  void anyTextIsParsedOrRefused(@ForAll @From("texts") String text) {
    PathArgument.parse("FROM:", text);
    PathArgument.parse("TO:", "TO:" + text);
    PathArgument.parse("TO:", "TO:<" + text + ">" + text);
    EsmtpParameters.parse(text)
        .ifPresent(
            parameters ->
                parameters
                    .asMap()
                    .forEach(
                        (name, value) ->
                            assertThat(name + value).doesNotContainPattern("\\p{Cntrl}")));
    assertThat(HelloName.isAcceptable(text) && text.matches("(?s).*\\p{Cntrl}.*")).isFalse();
    Mailbox.hasBothParts(text);
  }

  @Property
  void mailboxIsHeldByJamesAndReadBackAndHasNoLineEnd(
      @ForAll @From("texts") String local, @ForAll @From("domains") String domain)
      throws Exception {
    for (String text : new String[] {local + "@" + domain, "\"" + local + "\"@" + domain}) {
      if (Mailbox.parse(text).isPresent()) {
        String address = Mailbox.parse(text).orElseThrow().address();
        MailAddress held = Envelope.heldFor(address);
        assertThat(Envelope.addressOf(held)).isEqualTo(address);
        assertThat(Envelope.addressOf(new MailAddress(held.asString()))).isEqualTo(address);
        assertThat(address).doesNotContainPattern("\\p{Cntrl}");
        assertThat(Mailbox.parse(address).orElseThrow().address()).isEqualTo(address);
      }
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(40),
        Arbitraries.strings()
            .withChars("ab.@<>\"\\ \r\n\t\0=;:,[]()\u00fc\u2028\u200d")
            .ofMaxLength(20),
        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(10),
        Arbitraries.strings().withChars("a=1 SIZE").ofMaxLength(20));
  }

  @Provide
  Arbitrary<String> domains() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "example.com", "[192.0.2.1]", "[IPv6:::1]", "j\u00f5geva.ee", "xn--jgeva-dua.ee"),
        Arbitraries.strings().withChars("a1-.\u00fcx[]:").ofMaxLength(20));
  }
}
