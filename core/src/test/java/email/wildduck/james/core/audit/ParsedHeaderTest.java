package email.wildduck.james.core.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import email.wildduck.james.core.address.AddressText;
import email.wildduck.james.core.message.ByteSource;
import email.wildduck.james.core.message.RawMessage;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class ParsedHeaderTest {

  @Test
  void foldsAndRawUtf8BecomeText() throws IOException {
    assertThat(header("Subject: P\u00e4ev\r\n\tja \u00f6\u00f6").get("subject"))
        .isEqualTo("P\u00e4ev ja \u00f6\u00f6");
  }

  @Test
  void aFieldThatOccursSeveralTimesIsAnArrayFromTopToBottom() throws IOException {
    assertThat(header("X-A: 1\r\nX-B: 2\r\nx-a: 3").get("x-a")).isEqualTo(List.of("1", "3"));
    assertThat(header("Message-ID: <1>\r\nMessage-ID: <2>").get("message-id")).isEqualTo("<2>");
  }

  @Test
  void addressesHaveNamesAndGroupsMembers() throws IOException {
    assertThat(
            header(
                    "To: \"Doe, John\" <john@x.example>, jane@x.example (Jane),\r\n =?UTF-8?Q?=C3=A4?= <a@x.example>")
                .get("to"))
        .isEqualTo(
            List.of(
                mailbox("john@x.example", "Doe, John"),
                mailbox("jane@x.example", "Jane"),
                mailbox("a@x.example", "=?UTF-8?Q?=C3=A4?=")));
    assertThat(header("Cc: Team: a@x.example, B <b@x.example>;, c@x.example").get("cc"))
        .isEqualTo(
            List.of(
                new Document("name", "Team")
                    .append(
                        "group", List.of(mailbox("a@x.example", ""), mailbox("b@x.example", "B"))),
                mailbox("c@x.example", "")));
    assertThat(header("To: undisclosed-recipients:;").get("to"))
        .isEqualTo(
            List.of(new Document("name", "undisclosed-recipients").append("group", List.of())));
  }

  @Test
  void contentTypeHasItsParametersAndADefault() throws IOException {
    assertThat(header("Subject: x").get("content-type", Document.class).getString("value"))
        .isEqualTo("text/plain");
    assertThat(
            header("Content-Type: Multipart/Mixed; boundary=\"b;\"; name*=utf-8''%C3%A4.txt")
                .get("content-type", Document.class)
                .getString("type"))
        .isEqualTo("multipart");
    assertThat(
            header("Content-Disposition: attachment; filename*=utf-8''%C3%A4.txt")
                .get("content-disposition", Document.class)
                .get("params"))
        .isEqualTo(new Document("filename", "=?UTF-8?Q?=C3=A4.txt?="));
  }

  @Test
  void oddLinesAreLeftOut() throws IOException {
    assertThat(header("no field\r\na.b: 1\r\n$c: 2\r\n: 3\r\nX-Ok: 4").keySet())
        .containsExactly("x-ok", "content-type");
  }

  @Property
  void anyAddressFieldCanBeRead(@ForAll String value) {
    assertThat(AddressText.parse(value)).allMatch(entry -> entry.get("name") != null);
  }

  @Property
  void anyParametersCanBeRead(@ForAll String value) {
    assertThat(ParameterText.parse(value).get("params")).isNotNull();
  }

  private static Document mailbox(String address, String name) {
    return new Document("address", address).append("name", name);
  }

  private static Document header(String text) throws IOException {
    return ParsedHeader.of(
        RawMessage.parse(ByteSource.of((text + "\r\n\r\n").getBytes(UTF_8))).headers());
  }
}
