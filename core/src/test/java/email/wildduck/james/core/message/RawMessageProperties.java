package email.wildduck.james.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RawMessageProperties {

  @Property
  void anyBytesAreWrittenAsTheyWereParsed(@ForAll byte[] bytes) throws IOException {
    assertThat(written(RawMessage.parse(ByteSource.of(bytes)))).isEqualTo(bytes);
  }

  @Property
  void messagesOfAwkwardPiecesAreWrittenAsTheyWereParsed(@ForAll("awkward") byte[] bytes)
      throws IOException {
    RawMessage message = RawMessage.parse(ByteSource.of(bytes));

    assertThat(written(message)).isEqualTo(bytes);
    assertThat(message.open().readAllBytes()).isEqualTo(bytes);
    assertThat(message.size()).isEqualTo(bytes.length);
  }

  @Property
  void headerFieldsSurviveTheFormOfTheQueue(@ForAll("awkward") byte[] bytes) throws IOException {
    for (HeaderField field : RawMessage.parse(ByteSource.of(bytes)).headers().fields()) {
      HeaderField stored = HeaderField.ofStoredLine(field.storedLine());

      assertThat(stored.rawValue()).isEqualTo(field.rawValue());
      assertThat(stored.name()).isEqualTo(field.name());
    }
  }

  @Property
  void anEditChangesOnlyTheFieldsThatItNames(@ForAll("awkward") byte[] bytes) throws IOException {
    RawMessage message = RawMessage.parse(ByteSource.of(bytes));
    HeaderField added = HeaderField.of("From", "somebody else <other@example.com>");

    RawMessage edited = message.withHeaders(message.headers().remove("from").prepend(added));

    assertThat(edited.headers().all("From")).containsExactly(added);
    assertThat(linesWithoutFrom(edited)).isEqualTo(linesWithoutFrom(message));
    assertThat(edited.body().open().readAllBytes()).isEqualTo(message.body().open().readAllBytes());
  }

  @Property
  void anAddedFieldIsReadBackAsItWasAdded(@ForAll("awkward") byte[] bytes) throws IOException {
    RawMessage message = RawMessage.parse(ByteSource.of(bytes));
    HeaderField added = HeaderField.of("X-Added", "value");

    byte[] edited = written(message.withHeaders(message.headers().prepend(added)));

    assertThat(RawMessage.parse(ByteSource.of(edited)).headers().all("X-Added"))
        .containsExactly(added);
  }

  @Property
  void aFieldOfAnyValueIsOneFieldOrRefused(@ForAll String value) throws IOException {
    HeaderField field;
    try {
      field = HeaderField.of("X-Test", value);
    } catch (IllegalArgumentException e) {
      return;
    }
    byte[] bytes = (new String(field.toBytes(), ISO_8859_1) + "\r\nbody").getBytes(ISO_8859_1);

    RawMessage message = RawMessage.parse(ByteSource.of(bytes));

    assertThat(message.headers().fields()).containsExactly(field);
    assertThat(message.body().open().readAllBytes()).isEqualTo("body".getBytes(ISO_8859_1));
  }

  @Property
  void lineBreaksThatAreNoFoldAreRefused(
      @ForAll("lineBreaks") String lineBreak, @ForAll("awkwardText") String rest) {
    String value = "a" + lineBreak + rest;
    boolean printable =
        value.chars().allMatch(c -> "\t\r\n".indexOf(c) >= 0 || (c >= ' ' && c < 0x7f));
    boolean folded = value.matches("[^\r\n]*(\r\n[ \t]+[^ \t\r\n][^\r\n]*)*");

    assertThat(isAccepted(value)).isEqualTo(printable && folded);
  }

  private static boolean isAccepted(String value) {
    try {
      HeaderField.of("X-Test", value);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Provide
  Arbitrary<String> lineBreaks() {
    return Arbitraries.of("\r", "\n", "\r\n", "\n\n", "\r\n\r\n");
  }

  @Provide
  Arbitrary<String> awkwardText() {
    return pieces();
  }

  @Provide
  Arbitrary<byte[]> awkward() {
    return pieces().map(text -> text.getBytes(ISO_8859_1));
  }

  private static Arbitrary<String> pieces() {
    return Arbitraries.of(
            "From: a@b.example",
            "from :x",
            "Subject:",
            "Sub",
            ":",
            " ",
            "\t",
            "\r",
            "\n",
            "\r\n",
            "\r\n\r\n",
            "\r\n folded",
            "é",
            "\u0000",
            "text",
            ".",
            "From ")
        .list()
        .ofMaxSize(30)
        .map(list -> String.join("", list));
  }

  private static List<String> linesWithoutFrom(RawMessage message) {
    return message.headers().remove("From").fields().stream().map(HeaderField::storedLine).toList();
  }

  private static byte[] written(RawMessage message) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out);
    return out.toByteArray();
  }
}
