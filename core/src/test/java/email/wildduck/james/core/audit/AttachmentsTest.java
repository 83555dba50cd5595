package email.wildduck.james.core.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.message.ByteSource;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AttachmentsTest {

  @Test
  void plainTextHasNone() throws IOException {
    assertThat(in("Subject: x", "", "text")).isFalse();
    assertThat(in("Content-Type: text/html", "", "<p>")).isFalse();
  }

  @Test
  void anythingElseThanTextIsOne() throws IOException {
    assertThat(in("Content-Type: application/pdf", "", "%PDF")).isTrue();
    assertThat(in("Content-Type: application/pdf", "")).isFalse();
  }

  @Test
  void textThatIsToBeSavedIsOne() throws IOException {
    assertThat(in("Content-Type: text/plain", "Content-Disposition: Attachment; x=y", "", "text"))
        .isTrue();
    assertThat(in("Content-Type: text/plain", "Content-Disposition: inline", "", "text")).isFalse();
  }

  @Test
  void aPartOfAMultipartIsOne() throws IOException {
    assertThat(multipart("mixed", "Content-Type: text/plain", "Content-Type: image/png")).isTrue();
    assertThat(multipart("alternative", "Content-Type: text/plain", "Content-Type: text/html"))
        .isFalse();
  }

  @Test
  void whatBelongsToHtmlIsNone() throws IOException {
    assertThat(multipart("related", "Content-Type: text/html", "Content-Type: image/png"))
        .isFalse();
  }

  @Test
  void aForwardedMessageIsOne() throws IOException {
    assertThat(
            multipart(
                "mixed", "Content-Type: text/plain", "Content-Type: message/rfc822\r\n\r\nA: b"))
        .isTrue();
  }

  @Test
  void aMessageThatEndsInTheMiddleIsReadAsFarAsItGoes() throws IOException {
    assertThat(in("Content-Type: multipart/mixed; boundary=b", "", "--b")).isFalse();
    assertThat(in("Content-Type: multipart/mixed")).isFalse();
    assertThat(in("")).isFalse();
  }

  private static boolean multipart(String subtype, String first, String second) throws IOException {
    return in(
        "Content-Type: multipart/" + subtype + "; boundary=b",
        "",
        "--b",
        first,
        "",
        "one",
        "--b",
        second,
        "",
        "two",
        "--b--");
  }

  private static boolean in(String... lines) throws IOException {
    String text = String.join("\r\n", lines) + "\r\n";
    return Attachments.areIn(ByteSource.of(text.getBytes(ISO_8859_1)));
  }
}
