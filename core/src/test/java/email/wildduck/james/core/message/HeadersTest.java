package email.wildduck.james.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import email.wildduck.james.core.error.SmtpException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
  private static final String MESSAGE =
      "Received: one\r\nFrom: A <a@b.example>\r\nSubject: long\r\n\tfolded\r\n"
          + "received : two\r\nTo: c@d.example\r\n\r\nbody\r\n";

  @Test
  void fieldsAreFoundInAnyCaseFromTopToBottom() throws IOException {
    Headers headers = parse(MESSAGE).headers();

    assertThat(headers.all("RECEIVED"))
        .extracting(HeaderField::value)
        .containsExactly("one", "two");
    assertThat(headers.first("subject").orElseThrow().value()).isEqualTo("long\tfolded");
    assertThat(headers.contains("Bcc")).isFalse();
  }

  @Test
  void theReplacementStandsWhereTheTopmostFieldStood() throws IOException {
    RawMessage message = parse(MESSAGE);

    RawMessage edited =
        message.withHeaders(message.headers().replace(HeaderField.of("Received", "three")));

    assertThat(text(edited))
        .isEqualTo(
            "Received: three\r\nFrom: A <a@b.example>\r\nSubject: long\r\n\tfolded\r\n"
                + "To: c@d.example\r\n\r\nbody\r\n");
  }

  @Test
  void aFieldIsAppendedBehindALineWithoutEnd() throws IOException {
    RawMessage message = parse("Subject: no line end");

    RawMessage edited = message.withHeaders(message.headers().append(HeaderField.of("To", "x")));

    assertThat(text(edited)).isEqualTo("Subject: no line end\r\nTo: x\r\n");
  }

  @Test
  void theValueIsReadAsUtf8AndElseAsLatin1() throws IOException {
    assertThat(parse(new String("Subject: Päev\r\n".getBytes(UTF_8), ISO_8859_1)).headers())
        .extracting(headers -> headers.first("Subject").orElseThrow().value())
        .isEqualTo("Päev");
    assertThat(parse("Subject: P\u00e4ev\r\n").headers())
        .extracting(headers -> headers.first("Subject").orElseThrow().value())
        .isEqualTo("Päev");
  }

  @Test
  void textThatIsNotLatin1IsStoredAsUtf8() {
    assertThat(HeaderField.ofStoredLine("Subject: \u2713").rawValue())
        .isEqualTo(" \u2713".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "a\r\n", "é"})
  void aNameThatIsNoneIsRefused(String name) {
    assertThatThrownBy(() -> HeaderField.of(name, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHeaderOverTheLimitIsRefusedForGood() {
    ByteSource endless = ByteSource.of(new byte[(int) RawMessage.MAX_HEADER_SIZE + 1]);

    assertThatThrownBy(() -> RawMessage.parse(endless))
        .isInstanceOfSatisfying(
            SmtpException.class,
            e -> assertThat(e.reply().toString()).startsWith("552 5.3.4 The header"));
  }

  @Test
  void theValueOfAFieldDoesNotGetIntoLogs() {
    assertThat(HeaderField.of("Subject", "secret").toString()).doesNotContain("secret");
  }

  private static RawMessage parse(String text) throws IOException {
    return RawMessage.parse(ByteSource.of(text.getBytes(ISO_8859_1)));
  }

  private static String text(RawMessage message) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out);
    return out.toString(ISO_8859_1);
  }
}
