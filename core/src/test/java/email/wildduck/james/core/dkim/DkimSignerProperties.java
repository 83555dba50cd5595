package email.wildduck.james.core.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * In what jDKIM checks these are left out, because it cannot check them: bodies without text (see
 * {@link JdkimVerifier}) and header bytes that are not UTF-8, which it replaces. In {@code
 * signaturesOfAllKeysVerify} nothing is left out.
 */
class DkimSignerProperties {
  private static final List<DkimKey> KEYS = List.of(TestKeys.key("example.com", "wd1"));

  @Property(tries = 500)
  void anyMessageVerifies(@ForAll("messages") byte[] bytes) throws IOException {
    RawMessage message = RawMessage.parse(ByteSource.of(bytes));

    JdkimVerifier.assertVerified(
        Signed.with(DkimSigner.overSigning(), message, KEYS), TestKeys.records());
  }

  @Property(tries = 200)
  void anyMessageWithAFromVerifiesWithoutOverSigning(@ForAll("messages") byte[] bytes)
      throws IOException {
    String text = "From: alice@example.com\r\n" + new String(bytes, ISO_8859_1);
    RawMessage message = RawMessage.parse(ByteSource.of(text.getBytes(ISO_8859_1)));

    JdkimVerifier.assertVerified(
        Signed.with(DkimSigner.likeZoneMta(), message, KEYS), TestKeys.records());
  }

  @Property(tries = 500)
  void signaturesOfAllKeysVerify(@ForAll("bytes") byte[] bytes) throws IOException {
    RawMessage message = RawMessage.parse(ByteSource.of(bytes));
    List<DkimKey> keys =
        List.of(TestKeys.key("example.com", "wd1"), TestKeys.key("ed.example", "ed"));

    JcaVerifier.assertVerified(Signed.with(DkimSigner.overSigning(), message, keys));
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    Arbitrary<String> any =
        pieces(
            "From: a@example.com\r\n",
            "from : b@example.com\n",
            "Subject:",
            "To: ",
            "X:y\r\n",
            " ",
            "\t",
            "\r",
            "\n",
            "\r\n",
            "\r\n\r\n",
            "text",
            ":",
            "\u00ff",
            "\u0000");
    return Combinators.combine(any, any, any).as((a, b, c) -> (a + b + c).getBytes(ISO_8859_1));
  }

  @Provide
  Arbitrary<byte[]> messages() {
    return Combinators.combine(fields(), bodies())
        .as((fields, body) -> (fields + "\r\n" + body).getBytes(ISO_8859_1));
  }

  private static Arbitrary<String> fields() {
    Arbitrary<String> names =
        Arbitraries.of(
            "From",
            "from",
            "FROM ",
            "To",
            "Cc",
            "Subject",
            "Date",
            "Message-ID",
            "Content-Type",
            "List-Unsubscribe",
            "X-Other",
            "Received");
    Arbitrary<String> values =
        pieces(" ", "\t", "  ", "\r\n ", "\n\t", "\r\n \t", "text", "a b", "Ã©", "=?x", ":", ";");
    Arbitrary<String> lineEnds = Arbitraries.of("\r\n", "\n");
    return Combinators.combine(names, values, lineEnds)
        .as((name, value, lineEnd) -> name + ":" + value + lineEnd)
        .list()
        .ofMaxSize(12)
        .map(fields -> String.join("", fields));
  }

  private static Arbitrary<String> bodies() {
    Arbitrary<String> any =
        pieces(" ", "\t", "\r", "\n", "\r\n", "\r\n\r\n", " \r\n", "text", "a  b", "é", "\u0000");
    return Combinators.combine(any, any).as((start, end) -> start + "text" + end);
  }

  private static Arbitrary<String> pieces(String... pieces) {
    return Arbitraries.of(pieces).list().ofMaxSize(12).map(list -> String.join("", list));
  }
}
