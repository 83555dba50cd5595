package email.wildduck.james.core.dkim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatoriesTest {
  private static final String SRS = "SRS0=c0f7=JN=remote.example=a@srs.ours.example";

  @Test
  void theAuthorsDomainSignsFirstThenTheEnvelopesThenTheHosts() throws IOException {
    assertThat(ofOurs("From: a@one.example\r\n", "a@two.example", "mx.three.example"))
        .containsExactly("one.example", "two.example", "mx.three.example");
  }

  @Test
  void aDomainSignsOnce() throws IOException {
    assertThat(ofOurs("From: a@One.example\r\n", "b@one.example", "ONE.example"))
        .containsExactly("One.example");
    assertThat(ofOurs("From: a@jõgeva.ee\r\n", "b@xn--jgeva-dua.ee", "")).hasSize(1);
  }

  @Test
  void aBounceIsSignedByTheDomainInFrom() throws IOException {
    assertThat(ofOurs("From: MAILER <mailer-daemon@mx.example>\r\n", "", ""))
        .containsExactly("mx.example");
  }

  @Test
  void allAuthorsSignOfAllFromFieldsUpToFive() throws IOException {
    assertThat(
            ofOurs("From: a@a.b, g: x@c.d, y@c.d;\r\nTo: n@n.n\r\nFrom: <z@e.f>\r\n", "u@v.w", ""))
        .containsExactly("a.b", "c.d", "e.f", "v.w");
    assertThat(ofOurs("From: a@1.x,a@2.x,a@3.x,a@4.x,a@5.x,a@6.x\r\n", "u@v.w", ""))
        .containsExactly("1.x", "2.x", "3.x", "4.x", "5.x", "v.w");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "From:\r\n", "From: nobody\r\n", "From: <a@b.c> <d@e.f>\r\n", "From: \r\n"})
  void withoutAnAuthorTheEnvelopeIsLeft(String from) throws IOException {
    assertThat(ofOurs(from, "a@two.example", "")).containsExactly("two.example");
  }

  @Test
  void allNamesOfTheHostSignButAddressLiterals() throws IOException {
    Set<String> names = new LinkedHashSet<>(List.of("[192.0.2.1]", "mx4.b.c", "mx6.b.c"));
    assertThat(domains(Signatories.ofOurs(message("From: a@b.c\r\n"), "a@b.c", names)))
        .containsExactly("b.c", "mx4.b.c", "mx6.b.c");
    assertThat(domains(Signatories.ofForwarded(message("From: x@y.z\r\n"), "", names)))
        .containsExactly("mx4.b.c", "mx6.b.c");
  }

  @Test
  void nobodySignsWhenThereIsNobody() throws IOException {
    assertThat(ofOurs("Subject: x\r\n", "", "")).isEmpty();
  }

  @Test
  void aStrangersMessageIsSignedByTheForwarderAndTheHostAndNotByItsAuthor() throws IOException {
    assertThat(ofForwarded("From: a@remote.example.com\r\n", SRS, "mx.ours.example"))
        .containsExactly("srs.ours.example", "mx.ours.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From: ceo@ours.example\r\n",
        "From: ceo@OURS.example\r\n",
        "From: ceo@a.b.ours.example\r\n",
        "From: ceo@srs.ours.example\r\n",
        "From: \"ceo\" <ceo@ours.example.>\r\n",
        "From: ceo@ours。example\r\n",
        "From: ceo@ｏurs.example\r\n",
        "From: a@remote.com, ceo@ours.example\r\n",
        "From: a@remote.com\r\nFrom: ceo@ours.example\r\n",
        "From: a@remote.com\r\nX: y\rFrom: ceo@ours.example\r\n",
        "From: <a@remote.com> <ceo@ours.example>\r\n",
        "From: a@remote.com\rFrom: ceo@ours.example\r\n"
      })
  void aForgedAuthorGetsNoSignatureThatVouchesForIt(String header) throws IOException {
    assertThat(ofForwarded(header, SRS, "mx.ours.example")).isEmpty();
  }

  @Test
  void aMessageWhoseSenderWasNotRewrittenHasTheHostsSignatureOnly() throws IOException {
    assertThat(ofForwarded("From: a@remote.com\r\n", "", "mx.ours.example"))
        .containsExactly("mx.ours.example");
  }

  private static List<String> ofOurs(String header, String mailFrom, String host)
      throws IOException {
    return domains(Signatories.ofOurs(message(header), mailFrom, Set.of(host)));
  }

  private static List<String> ofForwarded(String header, String rewritten, String host)
      throws IOException {
    List<Signatory> signatories = Signatories.ofForwarded(message(header), rewritten, Set.of(host));
    assertThat(signatories).allMatch(Signatory::isOwnKeyOnly);
    return domains(signatories);
  }

  private static List<String> domains(List<Signatory> signatories) {
    return signatories.stream().map(Signatory::domain).collect(Collectors.toList());
  }

  private static RawMessage message(String header) throws IOException {
    return RawMessage.parse(ByteSource.of((header + "\r\nbody\r\n").getBytes(UTF_8)));
  }
}
